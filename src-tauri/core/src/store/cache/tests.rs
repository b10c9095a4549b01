use super::*;

fn file(bytes: &[u8]) -> Option<(&[u8], &'static str)> {
    Some((bytes, "hash"))
}

fn kept(bytes: &[u8]) -> Option<Kept> {
    Some(Kept::File { bytes: bytes.to_vec(), hash: "hash".into() })
}

#[test]
fn keeps_across_openings_and_forgets_by_asset() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut cache = Cache::open(Some(&path)).unwrap();
    cache.put("a", "one", file(b"1234"), false);
    cache.put("b", "one", file(b"56"), false);
    cache.put("c", "two", None, false);
    drop(cache);
    let mut cache = Cache::open(Some(&path)).unwrap();
    assert_eq!((cache.size, cache.limit), (6, limits::CACHE_BYTES));
    assert_eq!(cache.get("a"), kept(b"1234"));
    assert_eq!(cache.get("c"), Some(Kept::AsImported));
    assert_eq!(cache.get("d"), None);
    assert_eq!(
        [cache.size("a"), cache.size("c"), cache.size("d")],
        [Some(Size::Bytes(4)), Some(Size::AsImported), None]
    );
    cache.forget("one");
    assert_eq!(cache.size, 0);
    assert_eq!((cache.get("a"), cache.get("b"), cache.get("c")), (None, None, Some(Kept::AsImported)));
}

#[test]
fn what_was_used_last_is_known_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut cache = Cache::open(Some(&path)).unwrap();
    for key in ["a", "b", "c", "d"] {
        cache.put(key, "one", file(&[7; 200]), false);
    }
    cache.get("a");
    cache.get("c");
    drop(cache);
    let mut cache = Cache::open(Some(&path)).unwrap();
    cache.limit = 800;
    cache.put("e", "one", file(&[7; 200]), false);
    assert_eq!((cache.get("b"), cache.get("d")), (None, None));
    assert!(["a", "c", "e"].into_iter().all(|key| cache.get(key).is_some()));
}

#[test]
fn what_is_forgotten_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut cache = Cache::open(Some(&path)).unwrap();
    let secret = b"0123456789secret".repeat(4000);
    cache.put("a", "one", file(&secret), false);
    cache.forget("one");
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(16).any(|part| part == b"0123456789secret"), "neither in the file nor in its log");
    }
}

#[test]
fn drops_the_longest_unused() {
    let mut cache = Cache::open(None).unwrap();
    cache.limit = 1000;
    for key in ["a", "b", "c", "d", "e"] {
        cache.put(key, "one", file(&[7; 200]), false);
    }
    cache.get("a");
    cache.put("f", "one", file(&[7; 200]), false);
    assert!(cache.size <= 900);
    assert_eq!((cache.get("b"), cache.get("c")), (None, None));
    assert!(cache.get("a").is_some() && cache.get("f").is_some(), "what was used last stays");
    cache.put("g", "one", file(&[7; 251]), false);
    assert_eq!(cache.get("g"), None, "what would fill a quarter is not kept");
    cache.put("a", "one", file(&[7; 100]), false);
    let all: u64 = cache.db.query_row("SELECT sum(size) FROM picture", [], |row| row.get(0)).unwrap();
    assert_eq!(cache.size, all);
}

#[test]
fn a_damaged_or_foreign_cache_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let check = |why: &str| {
        let mut cache = Cache::open(Some(&path)).unwrap();
        assert!(cache.file.is_some(), "{why}: on disk again");
        assert_eq!(cache.get("a"), None, "{why}");
        cache.put("a", "one", file(b"1234"), false);
        assert_eq!(cache.get("a"), kept(b"1234"), "{why}");
    };
    check("no file");
    std::fs::write(&path, b"not a database, but long enough to be mistaken for one at first sight").unwrap();
    check("not a database");
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (id)").unwrap();
    check("another program's database");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("CREATE TRIGGER sly AFTER UPDATE ON picture BEGIN DELETE FROM file; END").unwrap();
    drop(db);
    check("a trigger that is not ours");
    std::fs::write(&path, &std::fs::read(&path).unwrap()[..20_000]).unwrap();
    check("cut off");
}

#[test]
fn damage_found_while_open_starts_the_cache_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut cache = Cache::open(Some(&path)).unwrap();
    for number in 0..200 {
        cache.put(&format!("key {number}"), "one", file(&[number as u8; 3000]), false);
    }
    drop(cache);
    let mut bytes = std::fs::read(&path).unwrap();
    for page in bytes.chunks_mut(16_384).skip(5) {
        page[..200].fill(0xee);
    }
    std::fs::write(&path, bytes).unwrap();
    let mut cache = Cache::open(Some(&path)).unwrap();
    for number in 0..200 {
        cache.get(&format!("key {number}"));
    }
    cache.put("a", "one", file(b"1234"), false);
    assert_eq!(cache.get("a"), kept(b"1234"));
    assert!(cache.file.is_some());
}

#[test]
#[cfg(unix)]
fn a_link_is_replaced_and_its_target_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, target) = (folder.path().join("cache.db"), folder.path().join("precious.db"));
    std::fs::write(&target, b"precious").unwrap();
    std::os::unix::fs::symlink(&target, &path).unwrap();
    let mut cache = Cache::open(Some(&path)).unwrap();
    cache.put("a", "one", file(b"1234"), false);
    assert_eq!(std::fs::read(&target).unwrap(), b"precious");
    assert!(path.symlink_metadata().unwrap().is_file());
}
