//! Month names, full, inflected and abbreviated, as newspapers write them; and the calendars that are not Gregorian.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

/// A language's names, January first; forms of a month parted by a space.
type Names = [&'static str; 12];

/// Lower-case. Where two languages use one word for different months, the word stands in [`CROATIAN`].
#[rustfmt::skip]
const NAMES: &[Names] = &[
    // English
    ["january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept", "october oct", "november nov", "december dec"],
    // German, Austrian
    ["januar jänner jän jaenner", "februar feber", "märz mär mrz maerz", "april", "mai", "juni", "juli", "august", "september", "oktober okt", "november", "dezember dez"],
    // French
    ["janvier janv", "février fév févr fevrier fevr fev", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout aoû", "septembre", "octobre", "novembre", "décembre déc decembre"],
    // Spanish, Galician
    ["enero ene xaneiro xan", "febrero febreiro", "marzo", "abril abr", "mayo maio", "junio xuño", "julio xullo", "agosto ago", "septiembre setiembre set setembro", "octubre outubro", "noviembre novembro", "diciembre dic decembro"],
    // Portuguese
    ["janeiro", "fevereiro", "março marco", "abril", "maio mai", "junho", "julho", "agosto", "setembro", "outubro out", "novembro", "dezembro"],
    // Italian
    ["gennaio gen", "febbraio febb", "marzo", "aprile", "maggio mag", "giugno giu", "luglio lug", "agosto", "settembre sett", "ottobre ott", "novembre", "dicembre"],
    // Catalan
    ["gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost ag", "setembre", "octubre", "novembre", "desembre des"],
    // Dutch, Afrikaans
    ["januari januarie", "februari februarie", "maart mrt", "april", "mei", "juni junie", "juli julie", "augustus", "september", "oktober", "november", "december desember"],
    // Swedish, Danish, Norwegian
    ["januari", "februari", "mars marts", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december desember"],
    // Icelandic
    ["janúar", "febrúar", "mars", "apríl", "maí", "júní", "júlí", "ágúst", "september", "október", "nóvember", "desember"],
    // Finnish
    ["tammikuu tammikuuta tammi", "helmikuu helmikuuta helmi", "maaliskuu maaliskuuta maalis", "huhtikuu huhtikuuta huhti", "toukokuu toukokuuta touko", "kesäkuu kesäkuuta kesä", "heinäkuu heinäkuuta heinä", "elokuu elokuuta elo", "syyskuu syyskuuta syys", "lokakuu lokakuuta loka", "marraskuu marraskuuta marras", "joulukuu joulukuuta joulu"],
    // Estonian
    ["jaanuar jaan", "veebruar veebr", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember dets"],
    // Latvian
    ["janvāris janvārī janvāra", "februāris februārī februāra", "marts martā", "aprīlis aprīlī aprīļa", "maijs maijā maija", "jūnijs jūnijā jūnija", "jūlijs jūlijā jūlija", "augusts augustā augusta", "septembris septembrī septembra", "oktobris oktobrī oktobra", "novembris novembrī novembra", "decembris decembrī decembra"],
    // Lithuanian
    ["sausis sausio", "vasaris vasario", "kovas kovo", "balandis balandžio", "gegužė gegužės", "birželis birželio", "liepos", "rugpjūtis rugpjūčio", "rugsėjis rugsėjo", "spalis spalio", "lapkritis lapkričio", "gruodis gruodžio"],
    // Polish
    ["styczeń stycznia sty", "luty lutego lut", "marzec marca", "kwiecień kwietnia kwi", "maj maja", "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie", "wrzesień września wrz", "październik października paź", "listopad listopada lis", "grudzień grudnia gru"],
    // Czech
    ["leden ledna led", "únor února úno", "březen března bře", "duben dubna dub", "květen května kvě", "červen června čvn", "červenec července čvc", "srpen srpna srp", "září zář", "říjen října říj", "listopad listopadu", "prosinec prosince pro"],
    // Slovak
    ["január januára", "február februára", "marec marca", "apríl apríla", "máj mája", "jún júna", "júl júla", "august augusta", "september septembra", "október októbra", "november novembra", "december decembra"],
    // Hungarian
    ["január januári", "február februári febr", "március márciusi márc", "április áprilisi ápr", "május májusi máj", "június júniusi jún", "július júliusi júl", "augusztus augusztusi", "szeptember szeptemberi szept", "október októberi", "november novemberi", "december decemberi"],
    // Romanian
    ["ianuarie ian", "februarie", "martie", "aprilie", "mai", "iunie iun", "iulie iul", "august", "septembrie", "octombrie", "noiembrie noi", "decembrie"],
    // Serbian, Bosnian, Slovenian in Latin letters
    ["januar januara januarja", "februar februara februarja", "mart marta marec marca", "april aprila", "maj maja", "jun juna junij junija", "jul jula julij julija", "avgust avgusta avg", "septembar septembra", "oktobar oktobra", "novembar novembra", "decembar decembra"],
    // Serbian, Macedonian
    ["јануар јануара јануари јан", "фебруар фебруара фебруари феб", "март марта", "април априла апр", "мај маја", "јун јуна јуни", "јул јула јули", "август августа авг", "септембар септембра септември сеп", "октобар октобра октомври окт", "новембар новембра ноември нов", "децембар децембра декември дец"],
    // Bulgarian
    ["януари ян", "февруари фев", "март", "април", "май", "юни", "юли", "август", "септември септ", "октомври", "ноември ноем", "декември дек"],
    // Russian
    ["январь января янв", "февраль февраля фев февр", "март марта мар", "апрель апреля апр", "май мая", "июнь июня июн", "июль июля июл", "август августа авг", "сентябрь сентября сен сент", "октябрь октября окт", "ноябрь ноября ноя нояб", "декабрь декабря дек"],
    // Ukrainian
    ["січень січня січ", "лютий лютого лют", "березень березня бер", "квітень квітня кві квіт", "травень травня тра трав", "червень червня чер черв", "липень липня лип", "серпень серпня сер серп", "вересень вересня вер", "жовтень жовтня жов жовт", "листопад листопада лис", "грудень грудня гру груд"],
    // Belarusian
    ["студзень студзеня", "люты лютага", "сакавік сакавіка", "красавік красавіка", "травень траўня", "чэрвень чэрвеня", "ліпень ліпеня", "жнівень жніўня", "верасень верасня", "кастрычнік кастрычніка", "лістапад лістапада", "снежань снежня"],
    // Kazakh
    ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
    // Greek
    ["ιανουάριος ιανουαρίου ιαν ιανουάριο", "φεβρουάριος φεβρουαρίου φεβ φεβρουάριο", "μάρτιος μαρτίου μαρ μάρ μάρτιο", "απρίλιος απριλίου απρ απρίλιο", "μάιος μαΐου μαίου μαι μάι μαϊ μάη", "ιούνιος ιουνίου ιουν ιούν", "ιούλιος ιουλίου ιουλ ιούλ", "αύγουστος αυγούστου αυγ αύγ", "σεπτέμβριος σεπτεμβρίου σεπ σεπτ", "οκτώβριος οκτωβρίου οκτ", "νοέμβριος νοεμβρίου νοε νοέ νοεμ", "δεκέμβριος δεκεμβρίου δεκ"],
    // Turkish
    ["ocak oca", "şubat şub", "mart", "nisan nis", "mayıs", "haziran haz", "temmuz tem", "ağustos ağu", "eylül eyl", "ekim eki", "kasım kas", "aralık ara"],
    // Azerbaijani, Uzbek
    ["yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust avgust", "sentyabr sentabr", "oktyabr oktabr", "noyabr", "dekabr"],
    // Albanian
    ["janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"],
    // Indonesian, Malay
    ["januari", "februari", "maret mac", "april", "mei", "juni jun", "juli julai", "agustus ogos agu agt", "september", "oktober okt", "november nopember", "desember disember"],
    // Filipino, Swahili
    ["enero januari", "pebrero februari", "marso machi", "abril aprili", "mayo mei", "hunyo juni", "hulyo julai", "agosto agosti", "setyembre septemba", "oktubre oktoba", "nobyembre novemba", "disyembre desemba"],
    // Arabic, of Egypt and the Gulf
    ["يناير", "فبراير", "مارس", "أبريل إبريل ابريل", "مايو", "يونيو يونيه", "يوليو يوليه", "أغسطس اغسطس", "سبتمبر", "أكتوبر اكتوبر", "نوفمبر", "ديسمبر"],
    // Arabic, of the Levant (the words of two: تشرين, كانون are joined before)
    ["كانون-الثاني", "شباط", "آذار اذار", "نيسان", "أيار ايار", "حزيران", "تموز", "آب", "أيلول ايلول", "تشرين-الأول تشرين-الاول", "تشرين-الثاني", "كانون-الأول كانون-الاول"],
    // Arabic, of the Maghreb
    ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
    // Hebrew
    ["ינואר", "פברואר", "מרץ מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
    // Persian, of the Gregorian calendar
    ["ژانویه", "فوریه", "مارس", "آوریل", "مه می", "ژوئن", "ژوئیه جولای", "اوت آگوست", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"],
    // Urdu
    ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"],
    // Hindi, Marathi, Nepali
    ["जनवरी जन जानेवारी", "फरवरी फ़रवरी फेब्रुवारी", "मार्च", "अप्रैल एप्रिल", "मई मे", "जून", "जुलाई जुलै", "अगस्त ऑगस्ट", "सितंबर सितम्बर सप्टेंबर", "अक्टूबर अक्तूबर ऑक्टोबर", "नवंबर नवम्बर नोव्हेंबर", "दिसंबर दिसम्बर डिसेंबर"],
    // Bengali
    ["জানুয়ারি জানুয়ারী", "ফেব্রুয়ারি ফেব্রুয়ারী", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"],
    // Tamil
    ["ஜனவரி", "பிப்ரவரி", "மார்ச்", "ஏப்ரல்", "மே", "ஜூன்", "ஜூலை", "ஆகஸ்ட்", "செப்டம்பர்", "அக்டோபர்", "நவம்பர்", "டிசம்பர்"],
    // Telugu
    ["జనవరి", "ఫిబ్రవరి", "మార్చి", "ఏప్రిల్", "మే", "జూన్", "జూలై", "ఆగస్టు", "సెప్టెంబర్", "అక్టోబర్", "నవంబర్", "డిసెంబర్"],
    // Thai
    ["มกราคม ม.ค.", "กุมภาพันธ์ ก.พ.", "มีนาคม มี.ค.", "เมษายน เม.ย.", "พฤษภาคม พ.ค.", "มิถุนายน มิ.ย.", "กรกฎาคม ก.ค.", "สิงหาคม ส.ค.", "กันยายน ก.ย.", "ตุลาคม ต.ค.", "พฤศจิกายน พ.ย.", "ธันวาคม ธ.ค."],
    // Georgian
    ["იანვარი იანვარს", "თებერვალი", "მარტი", "აპრილი", "მაისი", "ივნისი", "ივლისი", "აგვისტო", "სექტემბერი", "ოქტომბერი", "ნოემბერი", "დეკემბერი"],
    // Armenian
    ["հունվար հունվարի", "փետրվար փետրվարի", "մարտ մարտի", "ապրիլ ապրիլի", "մայիս մայիսի", "հունիս հունիսի", "հուլիս հուլիսի", "օգոստոս օգոստոսի", "սեպտեմբեր սեպտեմբերի", "հոկտեմբեր հոկտեմբերի", "նոյեմբեր նոյեմբերի", "դեկտեմբեր դեկտեմբերի"],
];

#[rustfmt::skip]
const CROATIAN: Names = ["siječanj siječnja sij", "veljača veljače velj", "ožujak ožujka ožu", "travanj travnja tra", "svibanj svibnja svi", "lipanj lipnja lip", "srpanj srpnja srp", "kolovoz kolovoza kol", "rujan rujna ruj", "listopad listopada lis", "studeni studenoga studenog stu", "prosinac prosinca pro"];

/// Of the Persian solar calendar.
#[rustfmt::skip]
const JALALI: Names = ["فروردین فروردین‌ماه", "اردیبهشت", "خرداد", "تیر", "مرداد امرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// A month of one of the calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    /// 1 to 12.
    Gregorian(i8),
    /// 1 to 12, of the Persian solar calendar.
    Jalali(i8),
}

fn index(tables: &[Names]) -> HashMap<&'static str, i8> {
    let mut names = HashMap::new();
    for table in tables {
        for (month, forms) in (1..).zip(table) {
            for form in forms.split(' ') {
                names.entry(form).or_insert(month);
            }
        }
    }
    names
}

/// The month of a lower-case word; `language` decides where two languages differ.
pub(super) fn month(word: &str, language: Option<&str>) -> Option<Month> {
    static ALL: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| index(NAMES));
    static OF_CROATIA: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| index(&[CROATIAN]));
    static OF_IRAN: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| index(&[JALALI]));
    let croatian = || OF_CROATIA.get(word).copied();
    if language.is_some_and(|language| language.starts_with("hr") || language.starts_with("bs"))
        && let Some(month) = croatian()
    {
        return Some(Month::Gregorian(month));
    }
    // A Hebrew preposition is written into the word.
    let known = ALL.get(word).or_else(|| ALL.get(word.strip_prefix('ב')?)).copied();
    known.or_else(croatian).map(Month::Gregorian).or_else(|| OF_IRAN.get(word).copied().map(Month::Jalali))
}

/// A day of the Persian solar calendar, by the 33-year rule, exact for the years 1206 to 1498.
pub(super) fn from_jalali(year: i16, month: i8, day: i8) -> Option<Date> {
    if !(1206..=1498).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) || (month > 6 && day > 30) {
        return None;
    }
    let years = i64::from(year) - 979;
    let months = i64::from(month) - 1;
    let days = 365 * years + years.div_euclid(33) * 8 + (years.rem_euclid(33) + 3) / 4 + months * 30 + months.min(6) + i64::from(day) - 1;
    // 1 Farvardin 979 was 20 March 1600.
    Date::new(1600, 3, 20).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The Gregorian year of year `year` of a Japanese era or of the Republic of China.
pub(super) fn era_year(era: &str, year: i16) -> Option<i16> {
    let before = match era {
        "令和" => 2018,
        "平成" => 1988,
        "昭和" => 1925,
        "民國" | "民国" => 1911,
        _ => return None,
    };
    (1..=130).contains(&year).then_some(before + year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_languages_is_read_by_the_pages_language() {
        assert_eq!(month("listopada", Some("pl")), Some(Month::Gregorian(11)));
        assert_eq!(month("listopada", Some("hr-HR")), Some(Month::Gregorian(10)));
        assert_eq!(month("svibnja", None), Some(Month::Gregorian(5)));
        assert_eq!(month("במאי", None), Some(Month::Gregorian(5)));
        assert_eq!(month("maybe", None), None);
    }

    #[test]
    fn persian_days_are_converted() {
        assert_eq!(from_jalali(1395, 2, 24), Date::new(2016, 5, 13).ok());
        assert_eq!(from_jalali(1402, 1, 1), Date::new(2023, 3, 21).ok());
        assert_eq!(from_jalali(1403, 12, 30), Date::new(2025, 3, 20).ok());
        assert_eq!(from_jalali(1402, 7, 31), None);
    }
}
