//! What a site asks of its readers, and what it sells them.

use super::line::Line;
use super::{How, Rule, Scope};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "advertisement",
        why: "the label of an advertisement",
        scope: Scope::Anywhere,
        drops: &[
            "Advertisement",
            "ADVERTISEMENT - CONTINUE READING BELOW",
            "Story continues below advertisement",
            "广告",
            "Anzeige",
            "- Werbung -",
            "Publicité",
            "Publicidad",
            "Реклама",
            "広告",
            "광고",
            "إعلان",
            "Reklama",
        ],
        keeps: &[
            "Advertisement for the ferry began in May.",
            "广告业收入下降三成。",
            "Anzeige gegen den Kapitän",
            "Реклама парома обошлась дорого",
        ],
        phrases: &[(
            How::Whole,
            "advertisement | advertisements | advertising | advert | advertisment | advertorial | paid advertisement | \
                advertisement continue reading below | advertisement - continue reading below | \
                advertisement · scroll to continue | continue reading below | story continues below | \
                story continues below advertisement | story continues after advertisement | article continues below advertisement | \
                article continues below | article continues after advertisement | article continues after ad | \
                advertisement. scroll to continue reading | advertisement scroll to continue | scroll to continue | \
                scroll to continue with content | continue reading the main story | this article continues after the ad | skip ad | \
                sponsored | sponsored by | ads by google | google ads | remove ads | 广告 | 廣告 | 推广 | 赞助商链接 | 赞助内容 | \
                廣告，請繼續往下閱讀 | 請繼續往下閱讀 | anzeige | werbung | publicité | annonce | la suite après la publicité | \
                la suite après cette publicité | publicidad | publicidade | continua após a publicidade | pubblicità | \
                advertentie | reklame | annons | mainos | реклама | на правах рекламы | reklama | διαφήμιση | 広告 | \
                スポンサーリンク | スポンサードリンク | 광고 | إعلان | إعلانات | اعلان | reklam",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "newsletter",
        why: "pleas to subscribe or register",
        drops: &[
            "Sign up for our newsletter",
            "Subscribe to our newsletter and never miss a tide.",
            "Subscribe now",
            "Get our daily newsletter",
            "Newsletter abonnieren",
            "Abonnez-vous à notre newsletter",
            "Suscríbete a nuestro boletín",
            "Подпишитесь на нашу рассылку",
            "订阅",
            "メルマガ登録",
            "뉴스레터 구독",
        ],
        keeps: &[
            "Subscribe to the theory or not, the tide will come, he said.",
            "Sign up for the ferry begins on Monday.",
            "订阅渔业报的人数增加了一倍。",
        ],
        phrases: &[
            (
                How::Whole,
                "newsletter | newsletters | email newsletter | subscribe | subscribe now | subscribe today | subscribe here | \
                sign up | sign up now | sign up here | sign me up | email address | your email address | enter your email | \
                enter your email address | daily newsletter | join now | already a subscriber? log in | already a subscriber | \
                订阅 | 邮件订阅 | 電子報 | 訂閱 | 訂閱電子報 | newsletter abonnieren | jetzt abonnieren | newsletter-anmeldung | \
                s'abonner | je m'abonne | inscription newsletter | suscríbete | suscribirse | boletín | assine | iscriviti | \
                подписаться | подписка | zapisz się | メルマガ登録 | メールマガジン | 구독하기 | 구독 | 뉴스레터 구독 | اشترك | \
                اشترك الآن",
            ),
            (
                How::Plea(200),
                "sign up for our | sign up to our | sign up for the newsletter | sign up for free newsletter | \
                sign up for newsletter | sign up to receive | sign up for daily | subscribe to our | subscribe to the newsletter | \
                subscribe to newsletter | subscribe for free | get our newsletter | get our daily newsletter | get our free | \
                get the newsletter | get our best stories | get the latest news delivered | get the day's top | \
                join our newsletter | join our mailing list | register for our newsletter | never miss a story | \
                enter your email address to | don't miss out on the latest news | to continue reading this article | \
                to read the full story, subscribe | already a subscriber? | already have an account? | abonnieren sie unseren | \
                melden sie sich für unseren | jetzt newsletter | unser newsletter | abonnez-vous à | inscrivez-vous à notre | \
                recevez notre newsletter | suscríbete a | suscríbase a | reciba nuestro boletín | assine nossa | assine a nossa | \
                receba nossa newsletter | iscriviti alla | подпишитесь на наш | подпишитесь на нашу | подпишитесь на наши | \
                подпишись на наш | подпишитесь на рассылку | подпишитесь и | zapisz się na | zapisz się do newslettera | \
                メールマガジンの登録 | اشترك في نشرتنا | اشترك في النشرة",
            ),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "follow_us",
        why: "pleas to follow the site elsewhere",
        drops: &[
            "Follow us on Facebook and Twitter",
            "Like us on Facebook",
            "Folgen Sie uns auf Facebook",
            "Suivez-nous sur Twitter",
            "Síguenos en Facebook",
            "Мы в соцсетях",
            "Подписывайтесь на наш канал в Telegram",
            "关注我们",
            "更多精彩内容请关注海港网",
            "フォローする",
            "تابعنا على تويتر",
        ],
        keeps: &[
            "Follow us, the pilot called, and the boats did.",
            "关注我们的海洋，学者们呼吁。",
            "Find us a harbour, the refugees said.",
        ],
        phrases: &[
            (
                How::Plea(140),
                "follow us on | follow us at | follow us: | follow us @ | like us on | find us on | join us on | \
                connect with us on | like our page on | like our facebook page | stay connected with us | stay up to date with us | \
                follow the author on | follow him on twitter | follow her on twitter | follow me on twitter | folgen sie uns auf | \
                folge uns auf | suivez-nous sur | suivez nous sur | rejoignez-nous sur | síguenos en | síganos en | siga-nos | \
                siga nossas redes | curta nossa página | seguici su | следите за нами | следите за нашими новостями | \
                следите за новостями | мы в соцсетях | мы в социальных сетях | подписывайтесь на наш | подписывайтесь на нас | \
                подписывайтесь на нашу | подписывайтесь на наши | подписывайтесь на | присоединяйтесь к нам | читайте нас в | \
                obserwuj nas | polub nas | ακολουθήστε | ακολουθήστε μας | 更多精彩内容请关注 | 更多精彩内容，请关注 | \
                更多内容请关注 | 更多资讯请关注 | 更多新闻请关注 | 欢迎关注 | 敬请关注 | 请关注微信公众号 | 关注微信公众号 | \
                关注官方微信 | 关注公众号 | 加入我們的 | 追蹤我們 | 按讚加入 | تابعنا على | تابعونا على | تابعوا",
            ),
            (
                How::Whole,
                "follow | follow us | connect with us | stay connected | find us on facebook | social media | 关注我们 | 关注 | \
                官方微博 | 官方微信 | 微信公众号 | folgen sie uns | suivez-nous | síguenos | siga-nos | seguici | \
                подписаться на нас | フォロー | フォローする | 팔로우 | 팔로우하기 | تابعنا",
            ),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "scan_code",
        why: "what to do with a QR code that text has no place for",
        drops: &[
            "扫一扫",
            "微信扫一扫分享到朋友圈",
            "扫描二维码关注我们",
            "长按识别二维码",
            "扫码阅读手机版",
            "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。",
            "用手机扫码阅读",
        ],
        keeps: &["扫码支付已经成为码头上的新习惯。", "扫一扫就能看病，渔村有了新医院", "他用微信扫一扫付了船票，随后上了渡轮。"],
        phrases: &[
            (How::Whole, "扫一扫 | 扫码 | 扫描二维码 | 微信扫一扫 | 微信扫码 | 手机扫码 | 扫码分享 | 二维码 | 掃描qr code | qr code"),
            (
                How::Plea(80),
                "微信扫一扫分享 | 微信扫一扫， | 微信扫一扫关注 | 用微信扫 | 使用微信扫 | 请用微信扫 | 打开微信，点击 | \
                打开微信“扫一扫 | 打开微信扫 | 扫一扫，分享 | 扫一扫分享 | 扫一扫关注 | 扫一扫，关注 | 扫一扫在手机 | \
                扫一扫，手机 | 扫一扫下载 | 扫描二维码关注 | 扫描二维码， | 扫描二维码下载 | 扫描下方二维码 | 扫描左侧二维码 | \
                扫描右侧二维码 | 扫描上方二维码 | 扫码关注 | 扫码阅读 | 扫码下载 | 扫码订阅 | 扫码分享 | 扫码观看 | 扫码进 | \
                扫码加 | 长按二维码 | 长按识别 | 长按下方二维码 | 长按图片识别 | 手机扫码 | 用手机扫 | 手机扫描 | 识别二维码 | \
                识别图中二维码",
            ),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "app",
        why: "pleas to read the page in the site's own program",
        drops: &["Download our app", "Open in app", "下载客户端", "打开APP阅读全文", "点击下载海港新闻客户端", "Скачайте наше приложение"],
        keeps: &["Download our app, the fraudsters wrote, and a thousand fishermen did as they were told.", "下载量超过一百万次。"],
        phrases: &[
            (
                How::Whole,
                "download our app | download the app | get the app | open in app | open app | read in app | app store | \
                google play | available on the app store | get it on google play | download on the app store | 下载客户端 | \
                客户端下载 | 下载app | 打开app | 手机客户端 | 新闻客户端 | 下載app | 앱 다운로드",
            ),
            (
                How::Start(60),
                "download our app | download our free app | get our app | 打开app | 下载app | 点击下载 | 立即下载 | 下载客户端 | \
                请下载 | скачайте наше приложение | скачать приложение | télécharger l'application | téléchargez l'application | \
                descarga nuestra app | descarga la app | laden sie unsere app",
            ),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "correction_plea",
        why: "where to report a mistake",
        drops: &[
            "Report a typo",
            "Spotted a mistake? Let us know",
            "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
            "我要纠错",
            "Fehler gefunden?",
            "Zgłoś błąd",
        ],
        keeps: &["Report a mistake and lose your job: that was the rule on board.", "Spotted a whale off the pier, the fishermen said."],
        phrases: &[
            (
                How::Whole,
                "report a typo | report an error | report a mistake | report this ad | report error | submit a correction | \
                request a correction | 我要纠错 | 纠错 | 内容纠错 | 我要报错 | 報錯 | fehler gefunden | fehler melden | \
                signaler une erreur | reportar error | сообщить об ошибке | нашли ошибку | zgłoś błąd | 오류신고",
            ),
            (
                How::Plea(160),
                "spotted a mistake? | spotted an error? | see an error? | found a mistake? | found an error? | \
                did you find a mistake? | if you spot an error | have a tip? | got a tip? | got a story? | нашли ошибку? | \
                нашли опечатку? | заметили ошибку? | если вы нашли ошибку | если вы заметили ошибку | увидели ошибку? | \
                znalazłeś błąd? | haben sie einen fehler | fehler gefunden?",
            ),
        ],
        ..Rule::BASE
    },
];

/// Apart, for what the model has learned of the rules counts them: new ones come last.
pub(super) static MORE: &[Rule] = &[Rule {
    name: "follow_site",
    why: "pleas to follow the site, by its name, elsewhere, or to write to it",
    drops: &[
        "Follow Harbour.example on Twitter and Facebook to join the conversation.",
        "Follow Harbour Daily on Facebook",
        "Follow @harbourdaily on Twitter, Instagram and YouTube",
        "(If you want to contribute, please contact us at opinions@harbour.example.)",
        "If you have a story of the quay to tell, please email us at quay@harbour.example.",
    ],
    keeps: &["Follow the pilot on Twitter, the mayor told the crews, and nobody did.", "Follow-up talks were held on Facebook."],
    shape: Some(is_follow_plea),
    ..Rule::BASE
}];

/// "If you …, contact us at" an address.
fn is_call_for_letters(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '[', '*']);
    text.starts_with("if you ")
        && text.contains('@')
        && [" contact us at ", " email us at ", " write to us at "].iter().any(|words| text.contains(words))
}

/// "Follow X on", then networks and nothing else but a few words of a plea.
fn is_follow_plea(line: &Line) -> bool {
    const NETWORKS: &[&str] = &["twitter", "facebook", "instagram", "youtube", "weibo", "wechat", "linkedin", "telegram", "tiktok", "x"];
    const PLEA: &[&str] = &["and", "or", "to", "join", "the", "conversation", "for", "more", "news", "updates", "latest", "get", "on"];
    if is_call_for_letters(line.lower()) {
        return true;
    }
    let Some((name, places)) = line.lower().strip_prefix("follow ").and_then(|rest| rest.split_once(" on ")) else { return false };
    let mut words = places.split([' ', ',', '.', '!', '&']).filter(|word| !word.is_empty());
    let first = words.next().is_some_and(|word| NETWORKS.contains(&word));
    first && name.split(' ').count() <= 4 && words.all(|word| NETWORKS.contains(&word) || PLEA.contains(&word))
}
