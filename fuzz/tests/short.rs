//! Every target on its seeds, and on what a bounded number of random changes makes of them; the same ones each time.

use std::fs;
use std::path::{Path, PathBuf};

use presscut_fuzz::TARGETS;

/// Changed inputs that are tried of each target.
const TRIES: u64 = 1500;
/// Longest input: the cost of one grows with it.
const LONGEST: usize = 4096;

/// The seeds of a target, those of pages among the fixtures included.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut left: Vec<PathBuf> = vec![root.join("seeds").join(target)];
    if matches!(target, "clean" | "parser") {
        left.push(root.join("../fixtures/pages"));
    }
    let mut files = Vec::new();
    while let Some(path) = left.pop() {
        if let Ok(entries) = fs::read_dir(&path) {
            left.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension != "json") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Numbers that look random (SplitMix64), and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most.max(1) as u64).unwrap()
    }

    /// A part of some bytes.
    fn part<'a>(&mut self, bytes: &'a [u8], most: usize) -> &'a [u8] {
        let start = self.below(bytes.len() + 1);
        let length = self.below(most.min(bytes.len() - start) + 1);
        &bytes[start..start + length]
    }
}

/// A seed, changed in one to eight places: bytes flipped, cut out, doubled, or taken from another seed.
fn changed(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let seed = &seeds[chance.below(seeds.len())];
    let mut bytes = chance.part(seed, LONGEST).to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let piece = match chance.below(4) {
            0 => vec![u8::try_from(chance.below(256)).unwrap()],
            1 => Vec::new(),
            2 => chance.part(&bytes, 64).to_vec(),
            _ => {
                let seed = &seeds[chance.below(seeds.len())];
                chance.part(seed, 256).to_vec()
            }
        };
        let end = (at + chance.below(piece.len() + 3)).min(bytes.len());
        bytes.splice(at..end, piece);
    }
    bytes.truncate(LONGEST);
    bytes
}

#[test]
fn targets_bear_seeds_and_what_chance_makes_of_them() {
    for (number, (name, target)) in (1..).zip(TARGETS) {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in &seeds {
            target(seed);
        }
        let mut chance = Chance(number);
        for _ in 0..TRIES {
            let bytes = changed(&seeds, &mut chance);
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            assert!(std::panic::catch_unwind(|| target(&bytes)).is_ok(), "{name} breaks on {shown:?}");
        }
    }
}

#[test]
fn every_target_has_a_door_for_libfuzzer() {
    for (name, _) in TARGETS {
        let door = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz_targets").join(name).with_extension("rs");
        assert!(fs::read_to_string(&door).is_ok_and(|text| text.contains(&format!("presscut_fuzz::{name}(bytes)"))), "{}", door.display());
        let program = std::env::current_exe().unwrap().with_file_name(format!("../fuzz-{name}{}", std::env::consts::EXE_SUFFIX));
        assert!(program.is_file(), "{} is not built", program.display());
    }
}
