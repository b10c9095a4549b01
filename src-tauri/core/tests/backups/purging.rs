use std::collections::BTreeSet;
use std::fs;

use roadbook_core::Library;
use roadbook_core::edit::Edit;
use roadbook_core::model::DocumentKind;

use super::shelf::{back_up, files, kept};

#[test]
fn a_purged_picture_is_nowhere_in_the_backups() {
    let mut kept = kept();
    kept.backup();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    kept.backup();
    let secret = kept.pictures().remove(0);
    let bytes = fs::read(kept.stored(&secret)).unwrap();
    let purged = kept.shelf().purge(&BTreeSet::from([secret.clone()])).unwrap();
    assert_eq!((purged.backups, purged.elsewhere), (2, 0));
    for file in files(&kept.backups) {
        let held = fs::read(kept.backups.join(&file)).unwrap();
        assert!(!held.windows(bytes.len()).any(|part| part == bytes), "{file}");
    }
    assert!(kept.shelf().list().iter().all(|backup| backup.missing == 1));
    // What is restored has a gap there, and no more.
    assert_eq!(kept.restore(Some(1), "again").unwrap().missing, 1);
    // Even when the library puts it into its next backup, the old ones do not have it any more.
    kept.fixture.document(DocumentKind::Sop, "Bake cake");
    assert_eq!(kept.backup().missing, 0);
    assert_eq!(kept.restore(Some(1), "third").unwrap().missing, 1);
}

#[test]
fn what_backups_of_another_library_hold_stays_there() {
    let mut kept = kept();
    kept.backup();
    let other = kept.beside("Other");
    kept.restore(None, "Other").unwrap();
    let mut library = Library::open(&other, kept.outside()).unwrap();
    back_up(&mut library).unwrap();
    let secret = kept.pictures().remove(0);
    let purged = kept.shelf().purge(&BTreeSet::from([secret.clone()])).unwrap();
    assert_eq!((purged.backups, purged.elsewhere), (1, 1));
    assert!(kept.stored(&secret).exists());
    assert_eq!(kept.restore(None, "again").unwrap().missing, 1, "but not for the one that purged it");
    // When that library lets it go too, it is gone.
    let purged = library.backups().purge(&BTreeSet::from([secret.clone()])).unwrap();
    assert_eq!((purged.backups, purged.elsewhere), (1, 0));
    assert!(!kept.stored(&secret).exists());
}

#[test]
fn all_backups_of_a_library_go_with_what_only_they_hold() {
    let mut kept = kept();
    kept.backup();
    kept.fixture.library.purge_backups().unwrap();
    assert_eq!(files(&kept.backups), ["backups.lock"]);
    assert_eq!(kept.fixture.library.backup_due_in(), Some(0), "the next one is made anew");
    assert_eq!(kept.backup().number, 1);
}

#[test]
fn pictures_that_no_backup_needs_any_more_leave_the_store() {
    let mut kept = kept();
    kept.backup();
    let [figure] = kept.fixture.all().documents[0].figures[..1].iter().map(|figure| figure.id).collect::<Vec<_>>()[..]
    else {
        panic!("a figure")
    };
    kept.fixture.edit(Edit::DeleteFigures { ids: vec![figure] });
    // Enough of them, a month apart, that the first one is not kept.
    let closed = kept.close();
    super::support::pass_days(1);
    let mut library = closed.open().unwrap();
    library.idle().unwrap();
    for _ in 0..16 {
        super::support::pass_days(31);
        back_up(&mut library).unwrap();
    }
    let numbers: Vec<u32> = library.backups().list().iter().map(|backup| backup.number).collect();
    assert!(!numbers.contains(&1) && numbers.len() < 16, "{numbers:?}");
    let files = files(&closed.backups);
    assert_eq!(files.iter().filter(|file| file.starts_with("assets/")).count(), 2, "{files:?}");
}
