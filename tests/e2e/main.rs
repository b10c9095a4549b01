//! The real window, as a person uses it: pointer, keys, clipboard and native dialogs from outside, and what
//! is in the library and in the exported files afterwards. Knows selectors, and nothing of how the window
//! is made.
//!
//! Each test has a home, a library and a screen of its own.

mod arriving;
mod clipping;
mod desk;
mod drawing;
mod gestures;
mod hand;
mod job;
mod keeping;
mod keyboard;
mod look;
mod marks;
mod pictures;
mod reading;
mod refund;
mod refused;
mod views;
