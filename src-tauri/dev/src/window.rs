//! The real window, driven through WebKitWebDriver: for end-to-end tests, benchmarks and screenshots.
//!
//! Knows selectors and keys, not what they mean. Every wait ends with a picture and a sentence when what
//! was waited for does not come.

mod driver;
mod keys;
mod page;
mod picture;

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use fantoccini::actions::{
    Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, WheelAction, WheelActions,
};
use fantoccini::error::CmdError;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::screen::Screen;

/// How long anything in the window may take before the test gives up; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// A place in the window, in CSS pixels from its top left corner.
pub type Spot = (f64, f64);

pub struct Window {
    client: Client,
    driver: Child,
    runtime: tokio::runtime::Runtime,
    /// Where pictures of failures go.
    pictures: PathBuf,
}

impl Window {
    /// Starts the program with these arguments on the screen that DISPLAY names; its settings, caches and
    /// documents live below `home`.
    pub fn open(program: &Path, arguments: &[&str], home: &Path, pictures: &Path) -> Self {
        Self::start(program, arguments, home, pictures, None)
    }

    pub fn open_on(screen: &Screen, program: &Path, arguments: &[&str], home: &Path, pictures: &Path) -> Self {
        Self::start(program, arguments, home, pictures, Some(screen))
    }

    fn start(program: &Path, arguments: &[&str], home: &Path, pictures: &Path, screen: Option<&Screen>) -> Self {
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its number").port();
        std::fs::create_dir_all(pictures).expect("a folder for pictures");
        let mut driver = driver::start_driver(port, home, screen);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let options = json!({ "binary": program, "args": arguments });
        let capabilities = serde_json::Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let url = format!("http://127.0.0.1:{port}");
        let client = runtime.block_on(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            tokio::time::timeout(PATIENCE * 2, builder.capabilities(capabilities).connect(&url)).await
        });
        let Ok(Ok(client)) = client else {
            driver::end_group(&mut driver);
            panic!("no window opens under WebKitWebDriver: {} {arguments:?}", program.display());
        };
        Self { client, driver, runtime, pictures: pictures.to_owned() }
    }

    /// Runs a script; `return` gives its value.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.answer(self.client.execute(script, arguments))
            .unwrap_or_else(|error| self.fail(&format!("script failed: {error}\n{script}")))
    }

    /// Runs a script that calls its last argument with the value when it is there.
    pub fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.answer(self.client.execute_async(script, arguments))
            .unwrap_or_else(|error| self.fail(&format!("script failed: {error}\n{script}")))
    }

    /// [`Window::run_async`] for what may take long.
    pub fn run_within(&self, patience: Duration, script: &str, arguments: Vec<Value>) -> Value {
        let limits = TimeoutConfiguration::new(Some(patience), None, None);
        let answer = self.runtime.block_on(async {
            self.client.update_timeouts(limits).await?;
            self.client.execute_async(script, arguments).await
        });
        answer.unwrap_or_else(|error| self.fail(&format!("script failed: {error}\n{script}")))
    }

    /// Leaves the program's page for another one.
    pub fn go(&self, url: &str) {
        if let Err(error) = self.answer(self.client.goto(url)) {
            self.fail(&format!("the window does not go to {url}: {error}"));
        }
    }

    /// Runs a script until it gives something other than null, false or an empty list.
    pub fn wait(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        self.until(what, || self.run(script, arguments.clone()))
    }

    /// [`Window::wait`] with a script as for [`Window::run_async`].
    pub fn wait_async(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        self.until(what, || self.run_async(script, arguments.clone()))
    }

    /// What the driver answers; it may never do so when the program is stuck or gone.
    fn answer<T>(&self, asked: impl Future<Output = Result<T, CmdError>>) -> Result<T, String> {
        self.runtime.block_on(async {
            match tokio::time::timeout(PATIENCE * 2, asked).await {
                Ok(answer) => answer.map_err(|error| error.to_string()),
                Err(_) => Err("the driver does not answer".into()),
            }
        })
    }

    fn until(&self, what: &str, look: impl Fn() -> Value) -> Value {
        let start = Instant::now();
        loop {
            let value = look();
            let nothing =
                matches!(&value, Value::Null | Value::Bool(false)) || value.as_array().is_some_and(Vec::is_empty);
            if !nothing {
                return value;
            }
            if start.elapsed() > PATIENCE {
                self.fail(&format!("waited in vain for {what}"));
            }
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// Waits until an element that matches can be seen, and gives the middle of the first such.
    pub fn find(&self, selector: &str) -> Spot {
        let [x, y, width, height] = self.bounds(selector);
        (x + width / 2.0, y + height / 2.0)
    }

    /// [`Window::find`] once the element has stopped moving, as it does with a map that glides.
    pub fn rest(&self, selector: &str) -> Spot {
        let start = Instant::now();
        let mut last = self.find(selector);
        let mut still = 0;
        while still < 3 {
            if start.elapsed() > PATIENCE {
                self.fail(&format!("{selector} does not come to rest"));
            }
            self.settle();
            let now = self.find(selector);
            still = if now == last { still + 1 } else { 0 };
            last = now;
        }
        last
    }

    /// x, y, width and height of the first visible element that matches. `selector text=Words` looks for one
    /// whose words begin so, else for the innermost element in one whose words are exactly these; `text=Words`
    /// does the latter in the whole page.
    pub fn bounds(&self, selector: &str) -> [f64; 4] {
        let value = self.wait(selector, page::FIND, vec![selector.into()]);
        let numbers: Vec<f64> = value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        [numbers[0], numbers[1], numbers[2], numbers[3]]
    }

    pub fn is_there(&self, selector: &str) -> bool {
        !self.run(page::FIND, vec![selector.into()]).is_null()
    }

    /// Waits until nothing that matches can be seen.
    pub fn gone(&self, selector: &str) {
        let start = Instant::now();
        while self.is_there(selector) {
            if start.elapsed() > PATIENCE {
                self.fail(&format!("{selector} does not go away"));
            }
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// Waits until what is meant to move has come to rest and what is meant to be drawn is drawn: pictures,
    /// fonts, transitions.
    pub fn settle(&self) {
        self.wait("everything to be drawn", page::SETTLED, vec![]);
        self.frames();
    }

    /// Two frames go by.
    fn frames(&self) {
        self.run_async("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))", vec![]);
    }

    pub fn text(&self, selector: &str) -> String {
        self.find(selector);
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.run(script, vec![selector.into()]).as_str().unwrap_or_default().to_owned()
    }

    pub fn click(&self, selector: &str) {
        self.click_at(self.still(selector));
    }

    pub fn double_click(&self, selector: &str) {
        self.double_click_at(self.still(selector));
    }

    /// [`Window::find`] where it is for two frames: what floats is put in its place after it has come.
    fn still(&self, selector: &str) -> Spot {
        let start = Instant::now();
        let mut last = self.find(selector);
        loop {
            self.frames();
            let now = self.find(selector);
            if now == last || start.elapsed() > PATIENCE {
                return now;
            }
            last = now;
        }
    }

    pub fn hover(&self, selector: &str) {
        self.hover_at(self.find(selector));
    }

    pub fn hover_at(&self, at: Spot) {
        self.mouse(vec![to(at)]);
    }

    pub fn click_at(&self, at: Spot) {
        self.mouse(vec![to(at), DOWN, UP]);
    }

    pub fn double_click_at(&self, at: Spot) {
        self.mouse(vec![to(at), DOWN, UP, DOWN, UP]);
    }

    /// Presses at the first spot, goes through the others and lets go at the last.
    pub fn drag(&self, spots: &[Spot]) {
        let mut actions = vec![to(spots[0]), DOWN];
        for pair in spots.windows(2) {
            let middle = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
            actions.extend([to(middle), to(pair[1])]);
        }
        actions.extend([to(spots[spots.len() - 1]), UP]);
        self.mouse(actions);
    }

    fn mouse(&self, actions: Vec<PointerAction>) {
        let mut mouse = MouseActions::new("mouse".into());
        for action in actions {
            mouse = mouse.then(action);
        }
        self.perform(mouse);
    }

    pub fn wheel(&self, at: Spot, dx: i64, dy: i64) {
        let turn = WheelAction::Scroll {
            x: at.0 as i64,
            y: at.1 as i64,
            delta_x: dx,
            delta_y: dy,
            duration: Some(Duration::from_millis(20)),
        };
        self.perform(WheelActions::new("wheel".into()).then(turn));
    }

    fn perform(&self, actions: impl Into<Actions>) {
        let done = self.answer(self.client.perform_actions(actions));
        if let Err(error) = done {
            self.fail(&format!("the pointer or keyboard could not be moved: {error}"));
        }
    }

    /// Types characters, as keys, into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        self.perform(keys::text(text));
    }

    /// Presses a chord such as `Ctrl+Shift+z`, `Alt+ArrowUp`, `Enter`.
    pub fn press(&self, chord: &str) {
        self.perform(keys::chord(chord));
    }

    /// The process of the program, which is a child of the driver.
    pub fn process(&self) -> Option<u32> {
        let driver = self.driver.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }

    pub fn resize(&self, width: u32, height: u32) {
        // The window manager may be absent; the driver then resizes the window itself.
        let _ = self.answer(self.client.set_window_rect(0, 0, width, height));
    }

    /// Makes the window so large that the page has this size, in CSS pixels; the menu is beside it.
    pub fn resize_page(&self, width: u32, height: u32) {
        let size = || {
            let size = self.run("return [innerWidth, innerHeight]", vec![]);
            let side = |at: usize| size[at].as_u64().unwrap_or_default() as u32;
            (side(0), side(1))
        };
        let (mut wide, mut high) = (width, height);
        for _ in 0..5 {
            self.resize(wide, high);
            let start = Instant::now();
            while size() != (width, height) && start.elapsed() < Duration::from_secs(2) {
                std::thread::sleep(Duration::from_millis(40));
            }
            let (has_width, has_height) = size();
            if (has_width, has_height) == (width, height) {
                return;
            }
            wide += width.saturating_sub(has_width);
            high += height.saturating_sub(has_height);
        }
        self.fail(&format!("the page does not become {width} x {height}, but {:?}", size()));
    }

    /// Policy violations and uncaught errors that the page noted about itself.
    pub fn complaints(&self) -> String {
        let script = "return document.documentElement.dataset.complaints ?? ''";
        self.run(script, vec![]).as_str().unwrap_or_default().to_owned()
    }

    /// Closes the window by its key, as a person does, and waits until the program has ended by itself.
    pub fn close(self) {
        assert_eq!(self.complaints(), "", "the page broke its own rules");
        let process = self.process().expect("the program runs");
        // The window may be gone before the key is up again, which the driver reports as an error.
        let _ = self.runtime.block_on(async {
            let asked = self.client.perform_actions(keys::chord("Ctrl+w"));
            tokio::time::timeout(Duration::from_secs(2), asked).await
        });
        let start = Instant::now();
        while is_running(process) {
            if start.elapsed() > PATIENCE {
                self.fail("the window does not close");
            }
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// Ends the program at once, as kill -9 does.
    pub fn kill(self) {
        let process = self.process();
        drop(self);
        let start = Instant::now();
        while process.is_some_and(is_running) && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Gives up, with a picture and with what the page complained of.
    pub fn fail(&self, what: &str) -> ! {
        let file = self.pictures.join("failure.png");
        if let Ok(picture) = self.seen() {
            let _ = std::fs::write(&file, picture);
        }
        let script = "return [document.documentElement.dataset.complaints ?? '', document.activeElement?.outerHTML.slice(0, 200)]";
        let complaints = self.answer(self.client.execute(script, vec![])).unwrap_or_default();
        panic!(
            "{what}; the window looked like {}; its complaints and where the keyboard was: {complaints}",
            file.display()
        );
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        driver::end_group(&mut self.driver);
    }
}

const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

fn to(at: Spot) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(60)), x: at.0, y: at.1 }
}

/// A process that has ended but was not waited for yet runs no more, once its last thread is gone: until then
/// it holds its files and their locks.
fn is_running(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let state = stat.rsplit(") ").next().unwrap_or_default();
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    threads > 1 || !(state.is_empty() || state.starts_with(['Z', 'X']))
}
