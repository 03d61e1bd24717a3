//! `cargo xtask tidy`: rules the compiler does not know.

mod arrows;
mod sources;

use anyhow::{Result, bail};

use crate::sh;

/// Something that breaks a rule, or only comes close.
pub enum Finding {
    Error(String),
    Warning(String),
}

/// Prints what it finds; warnings alone do not fail.
pub fn tidy() -> Result<()> {
    let mut findings = arrows::check()?;
    findings.extend(sources::check()?);
    let mut errors = 0;
    for finding in &findings {
        match finding {
            Finding::Error(text) => {
                errors += 1;
                eprintln!("error: {text}");
            }
            Finding::Warning(text) => eprintln!("warning: {text}"),
        }
    }
    if errors > 0 {
        bail!("tidy found {errors} errors");
    }
    sh::say("tidy: arrows and sources are as they should be");
    Ok(())
}
