//! What the two accounts hold when a stand-in starts.

use super::{FOLDER, File};
use crate::people::PEOPLE;
use crate::sheets;
use crate::world::World;

pub(crate) fn furnish(world: &mut World) {
    for person in &PEOPLE {
        let id = format!("0A{}", world.names.text(17));
        let root = File::new(id.clone(), person.key, "My Drive", FOLDER, world.clock.now_ms());
        world.drive.files.insert(id.clone(), root);
        world.drive.roots.insert(person.key.to_owned(), id);
    }
    sheets::furnish(world);
}
