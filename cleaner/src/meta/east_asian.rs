//! Chinese and Korean names, known by their family names: they write no capitals and no spaces that would tell.

use crate::text::is_cjk;

/// Family names of one character, in both scripts.
const FAMILY: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于於蒋蔣蔡余餘杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘鍾谭譚陆陸汪范範金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿闻聞位厉厲伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣晋晉相初门門云雲容敬来來扈晁都芮普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺諾战戰慕危玉银銀亢嵇公哈湛宾賓戎勾茅利禤代衣励呙麹鹤";

/// Family names of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "令狐", "慕容", "司徒", "夏侯", "端木",
    "东方", "東方", "独孤", "南宫", "呼延", "宇文", "长孙",
];

/// Korean family names.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방공현함변염추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";

/// Words that begin like a name and are none.
const WORDS: &[&str] = &[
    "了解",
    "了解到",
    "国际",
    "國際",
    "全国",
    "全國",
    "国内",
    "国家",
    "华商",
    "来自",
    "來自",
    "即时",
    "时间",
    "时政",
    "公开",
    "公司",
    "文化",
    "文字",
    "文章",
    "方面",
    "高清",
    "高层",
    "明星",
    "金融",
    "花絮",
    "关于",
    "关注",
    "向记者",
    "和讯",
    "应用",
    "石油",
    "马上",
    "平台",
    "阳光",
    "海外",
    "军事",
    "古代",
    "成为",
    "时报",
    "都市",
    "解读",
    "路透",
    "南方",
    "相关",
    "同时",
    "那么",
    "温度",
    "温馨",
    "万元",
    "全部",
    "计划",
    "支持",
    "印度",
    "强调",
    "介绍",
    "评论",
    "任务",
    "管理",
    "经济",
    "单位",
    "华人",
    "云南",
    "江苏",
    "安徽",
    "海南",
    "甘肃",
    "宁夏",
    "台北",
    "高雄",
    "南京",
    "成都",
    "武汉",
    "广州",
    "海口",
    "南宁",
    "温州",
    "金华",
    "常州",
    "石家庄",
    "荣誉",
    "项目",
    "时代",
    "健康",
    "安全",
    "房产",
    "汽车",
    "路况",
    "游戏",
    "和谐",
    "包括",
    "白天",
    "原文",
    "原创",
    "原标题",
    "查看",
    "代表",
    "代理",
    "代码",
];

/// Whether a text is a Chinese name: a known family name and one or two characters.
#[must_use]
pub(crate) fn is_chinese_name(name: &str) -> bool {
    let length = name.chars().count();
    if !name.chars().all(is_cjk) || WORDS.contains(&name) {
        return false;
    }
    let compound = COMPOUND.iter().any(|family| name.starts_with(family));
    (compound && (3..=4).contains(&length))
        || ((2..=3).contains(&length) && name.chars().next().is_some_and(|first| FAMILY.contains(first)))
}

/// Whether a text is a Korean name: a known family name and one or two syllables.
#[must_use]
pub(crate) fn is_korean_name(name: &str) -> bool {
    (2..=4).contains(&name.chars().count())
        && name.chars().all(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c))
        && name.chars().next().is_some_and(|first| KOREAN.contains(first))
}

/// The Korean reporter that a text names: the name before 기자.
#[must_use]
pub(crate) fn korean_reporter(text: &str) -> Option<&str> {
    let (before, _) = text.split_once("기자")?;
    let posts = ["인턴", "수습", "객원", "선임", "전문", "특파원", "논설위원"];
    before
        .split(|c: char| c.is_whitespace() || matches!(c, ']' | '[' | '=' | '(' | ')' | '|' | '/'))
        .rev()
        .filter(|word| !word.is_empty())
        .find(|word| !posts.contains(word))
        .filter(|word| is_korean_name(word) && word.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_the_family_name() {
        for name in ["王一帆", "李帆", "欧阳小满", "劉小滿"] {
            assert!(is_chinese_name(name), "{name}");
        }
        for other in ["了解到", "部落", "手机版", "海港晚报网", "关注"] {
            assert!(!is_chinese_name(other), "{other}");
        }
        assert_eq!(korean_reporter("[서울=항구뉴스]김하늘 인턴 기자 = 항구가"), Some("김하늘"));
        assert_eq!(korean_reporter("기자회견에서"), None);
    }
}
