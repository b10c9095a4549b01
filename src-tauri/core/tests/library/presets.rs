//! Looks of marks with a name.

use roadbook_core::ErrorCode;
use roadbook_core::edit::Edit;
use roadbook_core::model::{Lettering, Mark, Preset, PresetId, Record, StrokeWidth};
use roadbook_core::query::{Query, Reply};

use super::support::{Fixture, id, library};

fn preset(name: &str) -> Preset {
    Preset {
        id: PresetId(id()),
        name: name.into(),
        mark: Mark::Green,
        stroke: StrokeWidth::Bold,
        lettering: Lettering::Large,
    }
}

fn presets(fixture: &Fixture) -> Vec<Preset> {
    match fixture.library.read(Query::Overview).unwrap() {
        Reply::Overview(overview) => overview.presets,
        _ => unreachable!("the reply is the query's"),
    }
}

#[test]
fn styles_are_saved_renamed_and_deleted_and_each_is_taken_back() {
    let mut fixture = library();
    let (loud, quiet) = (preset("Loud"), preset("A quiet one"));
    let changed = fixture.library.edit(Edit::CreatePreset { preset: loud.clone() }).unwrap();
    assert_eq!(changed.upserts, [Record::Preset(loud.clone())], "the window's mirror hears of it");
    fixture.edit(Edit::CreatePreset { preset: quiet.clone() });
    assert_eq!(presets(&fixture), [quiet.clone(), loud.clone()], "by name");
    fixture.edit(Edit::RenamePreset { id: loud.id, name: "Very loud".into() });
    fixture.edit(Edit::DeletePreset { id: quiet.id });
    let renamed = Preset { name: "Very loud".into(), ..loud.clone() };
    assert_eq!(presets(&fixture), std::slice::from_ref(&renamed));
    fixture.library.undo().unwrap();
    fixture.library.undo().unwrap();
    assert_eq!(presets(&fixture), [quiet, loud]);
    fixture.library.redo().unwrap();
    fixture.library.redo().unwrap();
    assert_eq!(presets(&fixture.reopen()), [renamed]);
}

#[test]
fn a_style_needs_a_name_of_its_own() {
    let mut fixture = library();
    let loud = preset("Loud");
    fixture.edit(Edit::CreatePreset { preset: loud.clone() });
    let other = preset("Other");
    fixture.edit(Edit::CreatePreset { preset: other.clone() });
    for edit in [
        Edit::CreatePreset { preset: preset(" loud ") },
        Edit::CreatePreset { preset: preset("  ") },
        Edit::CreatePreset { preset: Preset { name: "Third".into(), ..loud.clone() } },
        Edit::RenamePreset { id: other.id, name: "LOUD".into() },
    ] {
        let said = format!("{edit:?}");
        assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::Invalid, "{said}");
    }
    for edit in
        [Edit::RenamePreset { id: PresetId(id()), name: "New".into() }, Edit::DeletePreset { id: PresetId(id()) }]
    {
        assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::NotFound);
    }
    let long = Edit::CreatePreset { preset: preset(&"x".repeat(201)) };
    assert_eq!(fixture.library.edit(long).unwrap_err().code, ErrorCode::Limit);
    fixture.edit(Edit::RenamePreset { id: loud.id, name: "LOUD".into() });
    for count in 2..100 {
        fixture.edit(Edit::CreatePreset { preset: preset(&format!("Style {count}")) });
    }
    let one_more = Edit::CreatePreset { preset: preset("One more") };
    assert_eq!(fixture.library.edit(one_more).unwrap_err().code, ErrorCode::Limit);
}
