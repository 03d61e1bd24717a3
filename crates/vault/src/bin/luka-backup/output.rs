//! Files that are written, for their owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Kind};

/// Refuses before anything is written, if one of these is there already.
pub fn check_free<'a>(paths: impl IntoIterator<Item = &'a PathBuf>, is_forced: bool) -> Result<(), Failure> {
    match paths.into_iter().find(|path| !is_forced && path.exists()) {
        Some(path) => {
            let text = format!("{} is there already; --force replaces it", path.display());
            Err(Failure::new(Kind::Io, text))
        }
        None => Ok(()),
    }
}

/// Makes the folder, if it is not there.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::io(path.display(), &error))
}

/// Writes a file beside its place and moves it there: a file with the final name is always whole.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let written = create(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // What is half written is somebody's money in clear: it does not stay.
        let _ = fs::remove_file(&part);
        Failure::io(path.display(), &error)
    })
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
