//! What developers need beside the application: its real window, driven from outside, generated
//! libraries, and benchmarks. Nothing here is shipped.

pub mod bench;
pub mod bridge;
pub mod generate;
pub mod screen;
pub mod screenshots;
pub mod window;
