//! `cargo xtask`: everything a person or CI does with this repository beyond plain cargo.
//!
//! It installs the tools it needs into a cache of its own, in the versions written down here, and says what it
//! does. It is no part of the product and nothing of it is shipped.

mod bench;
mod browser;
mod build;
mod dist;
mod divide;
mod equipment;
mod grades;
mod parts;
mod place;
mod run;
mod screenshots;
mod sh;
mod shorten;
mod stamp;
mod suite;
mod tidy;
mod tools;
mod wasm_opt;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--google-standin]  build the release app and serve it on http://localhost:8080 (PORT changes it)
  test [STEP...]          run every test, or only the named steps:
                          fmt tidy lint unit server google deny build size shield firefox journeys
  bench [app|server|peers] build the release app and run the benchmarks; peers, beside Actual Budget, only by name
  screenshots [FILTER]    build the release app and take pictures of every page and state into target/screenshots:
                          FILTER is a part of `lang-theme-width/state`; --readme takes those of the README
  grades [WHO...]         build the release app and have it graded, by all or by some of: lighthouse axe install
  styleguide              serve the app with a page that shows every component, /styleguide
  tidy                    check the arrows between rooms and the source rules
  build                   build the release app into dist/

trunk calls these two by itself:
  wasm-parts              build the wasm that is not the page's: db-worker and strength
  finish-dist             write the service worker and the compressed variants
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<()> {
    let (command, rest) = args
        .split_first()
        .map_or(("help", args), |(first, rest)| (first.as_str(), rest));
    match (command, rest) {
        ("run", rest) => run::run(rest),
        ("test", rest) => suite::test(rest),
        ("bench", rest) => bench::bench(rest),
        ("screenshots", rest) => screenshots::take(rest),
        ("grades", rest) => grades::grades(rest),
        ("styleguide", []) => run::styleguide(),
        ("tidy", []) => tidy::tidy(),
        ("build", []) => build::app(),
        ("wasm-parts", []) => parts::build(),
        ("finish-dist", []) => dist::finish(),
        ("help" | "--help" | "-h", _) => {
            eprint!("{USAGE}");
            Ok(())
        }
        _ => bail!("unknown command `{}`\n\n{USAGE}", args.join(" ")),
    }
}
