//! `cargo xtask screenshots [FILTER]`: every page and state of the built app as pictures, for the eye. They are not
//! compared with anything. `--readme` takes the four of the README instead.

mod camera;
mod readme;
mod sheet;

use anyhow::{Context, Result, ensure};
use camera::Camera;
use journeys::tour::{self, Look, Visitor};
use journeys::{Person, Server, Standin, given};

const LOOKS: [(&str, &str); 4] = [("en", "light"), ("en", "dark"), ("es", "light"), ("es", "dark")];

#[tokio::main]
#[expect(clippy::print_stdout, reason = "where the pictures are is the result")]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    ensure!(words.len() < 2, "one word at most: a filter, or --readme");
    let filter = words.first().map_or("", String::as_str);
    if filter == "--readme" {
        return readme::take().await;
    }
    let (folder, states) = (given("LUKA_SCREENSHOTS")?, tour::states());
    let cameras: Vec<_> = LOOKS
        .map(|(lang, theme)| Camera {
            folder: &folder,
            look: Look { lang, theme },
            filter,
            states: &states,
        })
        .into_iter()
        .filter(|camera| states.iter().any(|state| camera.wants(state)))
        .collect();
    ensure!(!cameras.is_empty(), "no picture has `{filter}` in its name");
    // With Google's stand-in, so that its page and Drive's list are there to be seen.
    let standin = Standin::start()?;
    let server = Server::start_beside(&standin)?;
    let person = Person::arrives(server.port()).await?;
    for camera in &cameras {
        let Look { lang, theme } = camera.look;
        tour::walk(&person, &server, camera.look, camera)
            .await
            .with_context(|| format!("{lang}, {theme}"))?;
    }
    println!("{}", sheet::write(&folder)?.display());
    Ok(())
}
