//! What the page tells: one invented article, told again with other names, days, numbers and partners.

use std::path::Path;

/// An article of a weekly, and what stands around it.
pub(crate) struct Story {
    pub(crate) site: String,
    pub(crate) title: String,
    pub(crate) dek: String,
    pub(crate) author: String,
    pub(crate) date: (u16, usize, u8),
    pub(crate) number: u16,
    pub(crate) printed: (usize, u8),
    pub(crate) caption: String,
    pub(crate) credit: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) copyeditor: String,
    pub(crate) address: String,
    pub(crate) others: Vec<String>,
    pub(crate) footer: Vec<String>,
    pub(crate) partners: Vec<String>,
    pub(crate) copyright: String,
}

const MONTHS: [&str; 12] =
    ["JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"];
const GIVEN: [&str; 12] =
    ["Amira", "Jonas", "Lu Chen", "Priya", "Oskar", "Zhang Wei", "Carla", "Temba", "Xu Mengyao", "Eoin", "Marisol", "Nils"];
const FAMILY: [&str; 10] =
    ["Holloway", "Brandt", "Okafor", "Lindqvist", "Marchetti", "Devereux", "Sandoval", "Petrov", "Whitcombe", "Tanaka"];
const CHINESE: [&str; 8] = ["Gu Anran", "Song Yibo", "Ouyang Lin", "Tao Ran", "He Jingyi", "Mao Ziqiang", "Ruan Shan", "Fei Lele"];
const LANDS: [&str; 8] = ["Carvania", "Ostmark", "Lethe", "Sarrow", "Belvane", "Tirandia", "Norrin", "Veldland"];
const TOWNS: [&str; 8] = ["Port Almere", "Dunhaven", "Kirova", "San Telmo", "Aldermoor", "Ravensk", "Guilin Bay", "Montaro"];
const LAKES: [&str; 6] = ["Lake Imbra", "the Sorrel River", "the Kessel Strait", "Lake Tamsin", "the Ondine Delta", "the Marrow Canal"];
const CREDITS: [&str; 6] = ["CFP", "XINHUA", "AFP", "CNSPHOTO", "WEI YAO", "IC"];
const SITES: [&str; 6] =
    ["Capital Review", "The Lantern Weekly", "Yangtze Monthly", "Silk Road Observer", "Peking Digest", "Harbin Gazette"];
const PAPERS: [&str; 16] = [
    "Delta Daily",
    "Northern Pictorial",
    "Citizens' Voice Online",
    "Women of Today",
    "Morning Star News Agency",
    "Coast Herald",
    "HBTV",
    "Plateau Online",
    "Radio Harmony International",
    "World Times",
    "Theory Journal",
    "Evening Post",
    "Youth Forum",
    "Science Monthly",
    "Legal Observer",
    "Overseas Chinese News",
];
const TITLES: [&str; 6] =
    ["Borrowed Water", "A Bridge Too Short", "Talking Past the Lake", "Slow Boats", "Unequal Shores", "The Price of Silt"];
const DEKS: [&str; 4] = [
    "{b}'s visit to {town} is unlikely to settle who owns the water",
    "Two neighbors have agreed to talk, and on little else",
    "Why a third round of talks on {lake} may end like the first",
    "{land} and {other} need each other more than they admit",
];

/// Twelve paragraphs; every name, day and number is a blank.
const TEXT: [&str; 12] = [
    "Although {b} of {other} left {town} on {month} {n1} with the promise of a new chapter, the quarrel over {lake} is as far from its end as it has been for {n2} years. Diplomats on both sides concede in private that {b} has overrated what money can buy, and underrated how firmly {a} and the fishing towns of {land} hold to every meter of the shore.",
    "The lake was cut in two by the Treaty of {town}, which was signed in 19{n3} and which neither side has published in full. Ever since, {land} has claimed the deep water, and {other} the harbors without which the deep water is worth nothing.",
    "In the old customs house of {town}, the two sat together for {n4} hours, {n5} minutes of them without interpreters. They agreed to exchange gauge readings every week, to mark the shoals in common, and to meet again before the ice. Copyright in the joint chart, a matter that had taken up two earlier meetings, is to be shared.",
    "According to {agency}, {b} brought along a list of {n6} offers, from a cannery and a hospital ship to the dredging of the northern channel, at a cost of ${n7} million.",
    "Such gifts are welcome in {land}, where unemployment stands at {n8} percent. They are not, so far, a reason for moving a single buoy.",
    "That could have been known before. On the eve of the visit, {a}'s spokeswoman {c} told reporters that her government was \"glad of every guest who knocks\" but that \"the door of the lake house has one key.\" Two days later, {land} moved {n9} patrol boats to the eastern shore, and invited the press to photograph them.",
    "{b}'s own people heard something else. \"We felt a wind that we have not felt for years,\" press secretary {d} said after the talks. The communique from the other side, {n10} words long, does not mention wind. It calls the exchange \"frank,\" adds that it was useful, and ends with the weather.",
    "Those who have studied the dispute are not surprised. {e}, a historian at the University of {town}, has counted {n2} rounds of negotiation since the treaty -- and {n2} joint statements that praised the spirit in which it was held. \"They have grown very good at the spirit,\" {e} said.",
    "There is a method in it, all the same: as long as talks go on, nobody needs to lose them.",
    "For {a}, time is cheap. The election is {n1} months away, sanctions have made the deep water the only place from which {land} can still export, and every picture with a foreign guest proves to the voters that their country is not alone. The guest, for once, has paid for the picture.",
    "For {b}, on the other hand, time is dear. The herring fleet of {other} has shrunk from {n7} boats to {n9}, and newspapers at home have begun to ask what a summit costs per fish. A quiet understanding, private and unwritten, was to change that. It has to stay unwritten, and so it can be denied at breakfast.",
    "No paper was signed in {town}, no date was set, and the sanctions, which {b} had been expected to ease, were not discussed. In the harbor, meanwhile, the gauge has been read together for the first time. It stood {n3} centimeters above zero, and both delegations wrote down the same number.",
];

/// A small generator (splitmix64), so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.roll(high - low)
    }

    /// Some of the list, in another order, none twice.
    fn draw(&mut self, from: &[&str], count: usize) -> Vec<String> {
        let mut left: Vec<&str> = from.to_vec();
        (0..count).map(|_| left.swap_remove(self.roll(left.len())).to_owned()).collect()
    }

    fn person(&mut self) -> String {
        match self.pick(&GIVEN) {
            whole if whole.contains(' ') => whole.to_owned(),
            given => format!("{given} {}", self.pick(&FAMILY)),
        }
    }
}

impl Story {
    /// The invented article, with the names that this seed gives.
    pub(crate) fn invented(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let blanks = blanks(&mut dice);
        let fill = |text: &str| blanks.iter().fold(text.to_owned(), |text, (blank, value)| text.replace(&format!("{{{blank}}}"), value));
        let date = (dice.between(2008, 2024) as u16, dice.between(1, 13), dice.between(1, 24) as u8);
        let site = dice.pick(&SITES).to_owned();
        let author = if dice.roll(2) == 0 { dice.pick(&CHINESE).to_owned() } else { dice.person() };
        let credit = dice.pick(&CREDITS).to_owned();
        let province = dice.pick(&["京", "沪", "粤", "浙", "川"]);
        Self {
            title: dice.pick(&TITLES).to_owned(),
            dek: fill(dice.pick(&DEKS)),
            date,
            number: dice.between(1, 53) as u16,
            printed: (date.1, date.2 + 5),
            caption: fill("{a} and {b} at the old customs house in {town}, {land}, on {month} {n1}"),
            credit,
            paragraphs: TEXT.map(fill).to_vec(),
            copyeditor: format!("{} {}", dice.pick(&["Ruth", "Calvin", "Imogen", "Declan"]), dice.pick(&FAMILY)),
            address: format!("{}@{}.example", author.to_ascii_lowercase().replace(' ', ""), site.to_ascii_lowercase().replace(' ', "")),
            author,
            others: ["Old Lanes, New Rents", "The Noodle Index", "Who Mends the Clock?"].map(str::to_owned).to_vec(),
            footer: ["China Focus", "Special Reports", "About Us", "Contact Us", "Advertise with Us"].map(str::to_owned).to_vec(),
            partners: dice.draw(&PAPERS, 11),
            copyright: format!(
                "Copyright {site} All rights reserved {province}ICP备{:08}号 {province}公网安备{:012}",
                dice.roll(99_999_999),
                dice.roll(999_999_999_999)
            ),
            site,
        }
    }

    /// The article in the folder that `SEED_FOLDER` names, a page that was turned to text.
    pub(crate) fn read(folder: &Path) -> Self {
        let files = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("SEED_FOLDER={}: {error}", folder.display()));
        let file = files
            .filter_map(|file| Some(file.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .unwrap_or_else(|| panic!("SEED_FOLDER={}: no .txt in it", folder.display()));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Self::parse(&lines).unwrap_or_else(|| panic!("{}: not the page that this test knows", file.display()))
    }

    /// By the places of the lines, which is what the test knows of the page.
    fn parse(lines: &[&str]) -> Option<Self> {
        let end = lines.iter().position(|line| line.starts_with("Copyedited by "))?;
        let byline: Vec<&str> = lines.get(2)?.split('·').map(str::trim).collect();
        let (year, rest) = byline.get(1)?.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let (number, printed) = byline.get(2)?.strip_prefix("Source: | NO. ")?.split_once(' ')?;
        let (printed, _) = printed.split_once(',')?;
        let (printed_month, printed_day) = printed.split_once(' ')?;
        let (caption, credit) = lines.get(3)?.strip_suffix(')')?.rsplit_once(" (")?;
        let list = lines.iter().position(|line| line.starts_with("Partners:"))?;
        let partners = lines.get(list..list + 2)?.join("|");
        let copyright = lines.get(list + 2)?;
        let owned = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        Some(Self {
            site: copyright.strip_prefix("Copyright ")?.split_once(" All rights")?.0.to_owned(),
            title: (*lines.first()?).to_owned(),
            dek: (*lines.get(1)?).to_owned(),
            author: byline.first()?.strip_prefix("By ")?.to_owned(),
            date: (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
            number: number.parse().ok()?,
            printed: (MONTHS.iter().position(|&month| month == printed_month)? + 1, printed_day.parse().ok()?),
            caption: caption.to_owned(),
            credit: credit.to_owned(),
            paragraphs: owned(lines.get(4..end)?),
            copyeditor: lines.get(end)?.strip_prefix("Copyedited by ")?.to_owned(),
            address: lines.get(end + 1)?.strip_prefix("Comments to")?.trim().to_owned(),
            others: owned(&["Old Lanes, New Rents", "The Noodle Index", "Who Mends the Clock?"]),
            footer: owned(lines.get(end + 2..list)?),
            partners: partners.split('|').skip(1).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            copyright: (*copyright).to_owned(),
        })
    }

    /// `2016-04-02`.
    pub(crate) fn day(&self) -> String {
        let (year, month, day) = self.date;
        format!("{year}-{month:02}-{day:02}")
    }

    /// `NO. 14 APRIL 7, 2016`.
    pub(crate) fn issue(&self) -> String {
        let (month, day) = self.printed;
        format!("NO. {} {} {day}, {}", self.number, MONTHS[month - 1], self.date.0)
    }
}

fn blanks(dice: &mut Dice) -> Vec<(&'static str, String)> {
    let lands = dice.draw(&LANDS, 2);
    let mut blanks: Vec<(&'static str, String)> = vec![
        ("land", lands[0].clone()),
        ("other", lands[1].clone()),
        ("town", dice.pick(&TOWNS).to_owned()),
        ("lake", dice.pick(&LAKES).to_owned()),
        ("agency", dice.pick(&["Kite News", "Interlake", "the Meridian Wire", "Northern Telegraph"]).to_owned()),
        ("month", dice.pick(&["January", "March", "June", "October"]).to_owned()),
    ];
    for name in ["a", "b", "c", "d", "e"] {
        blanks.push((name, dice.person()));
    }
    for (name, low, high) in [
        ("n1", 3, 28),
        ("n2", 11, 60),
        ("n3", 11, 99),
        ("n4", 2, 9),
        ("n5", 10, 59),
        ("n6", 5, 15),
        ("n7", 120, 990),
        ("n8", 8, 31),
        ("n9", 4, 90),
        ("n10", 40, 99),
    ] {
        blanks.push((name, dice.between(low, high).to_string()));
    }
    blanks
}
