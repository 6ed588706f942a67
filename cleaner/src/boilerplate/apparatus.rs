//! What a site builds around every page: trails, buttons, pagers, doors to other parts of the site.

use super::{How, Rule, Scope};
use super::{buttons, shapes};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "breadcrumb",
        why: "the trail from the front page says where the page stands; the record has it as `section`",
        scope: Scope::Anywhere,
        drops: &[
            "Home > News > Asia",
            "Home » Business » Shipping",
            "首页 > 新闻 > 国内 > 正文",
            "当前位置：首页 > 时政",
            "您的位置: 主页 - 社会 - 列表",
            "您现在的位置：新闻中心>>社会",
            "You are here: Home / Local news",
            "Sie sind hier: Startseite > Wirtschaft",
            "Главная » Новости » Общество",
            "現在位置： ホーム ＞ 地域",
            "현재 위치: 홈 > 사회",
            "أنت هنا: الرئيسية > أخبار",
        ],
        keeps: &[
            "Home prices rose > 5 percent, the agency said.",
            "当前位置不足以容纳所有渔船，镇长说。",
            "You are here because somebody opened the harbour gate.",
            "The ratio of 3 > 2 settled the vote.",
            "Home / away kits will both be blue.",
        ],
        phrases: &[(
            How::Label(120),
            "当前位置 | 您的位置 | 你的位置 | 所在位置 | 您所在的位置 | 您所在位置 | 您现在的位置 | 您当前的位置 | 您当前位置 | \
                目前位置 | 您目前的位置 | 現在位置 | 現在地 | 當前位置 | 您的位置是 | you are here | you're here | sie sind hier | \
                sie befinden sich hier | vous êtes ici | estás aquí | usted está aquí | você está aqui | ti trovi in | вы здесь | \
                вы находитесь здесь | jesteś tutaj | είστε εδώ | βρίσκεστε εδώ | 현재 위치 | 현재위치 | أنت هنا",
        )],
        shape: Some(shapes::is_trail),
        ..Rule::BASE
    },
    Rule {
        name: "share",
        why: "buttons that send the story elsewhere",
        scope: Scope::Anywhere,
        drops: &[
            "Share this article",
            "Share on Facebook",
            "Share:",
            "Tweet",
            "Share 24",
            "Facebook Twitter Email Print",
            "Facebook | Twitter | LinkedIn",
            "Email this story",
            "分享到：",
            "分享到： 新浪微博 微信 QQ空间",
            "分享到朋友圈",
            "Поделиться:",
            "Partager sur Facebook",
            "Auf Facebook teilen",
            "Compartir en Twitter",
            "シェアする",
            "공유하기",
            "شارك",
        ],
        keeps: &[
            "Share prices fell on Friday.",
            "Share this land between you, the court told the brothers.",
            "They share on Facebook what they would not say at home.",
            "Tweet by tweet, the minister undid his own law.",
            "他把这张照片分享到朋友圈，引来许多渔民点赞。",
            "Facebook",
            "Facebook and Twitter",
            "Facebook, Twitter and Google were fined.",
        ],
        phrases: &[
            (
                How::Counted,
                "share | shares | share this | share it | share this article | share this story | share this post | \
                share this page | share this news | share this: | share article | share story | share the story | \
                share with friends | share with your friends | share via | share on | share on facebook | share on twitter | \
                share on x | share on whatsapp | share on linkedin | share on telegram | share on pinterest | share on reddit | \
                share on google+ | share on social media | share to facebook | share to twitter | share via email | \
                share by email | share link | tweet | tweet this | retweet | pin it | email this | email this article | \
                email this story | email this page | email article | email to a friend | e-mail this | e-mail this article | \
                e-mail article | send to a friend | print this | print this article | print this story | print this page | \
                print article | print page | printer friendly | printer-friendly version | printer friendly version | \
                save article | save this article | copy link | link copied | 分享 | 分享到 | 分享至 | 分享本文 | 分享按钮 | \
                分享文章 | 分享到朋友圈 | 分享到微信 | 分享到微博 | 分享到新浪微博 | 分享给朋友 | 分享给好友 | 一键分享 | 转发 | \
                转发到微博 | 分享到facebook | 分享此文 | teilen | artikel teilen | beitrag teilen | auf facebook teilen | \
                auf twitter teilen | per e-mail versenden | artikel drucken | partager | partager l'article | \
                partager cet article | partager sur facebook | partager sur twitter | envoyer par email | envoyer à un ami | \
                compartir | compartir en facebook | compartir en twitter | compartir esta noticia | enviar por correo | \
                compartilhar | compartilhe | compartilhe esta notícia | condividi | condividi su facebook | поделиться | \
                поделитесь | поделиться новостью | поделиться ссылкой | поделиться в соцсетях | поделиться в социальных сетях | \
                поделись с друзьями | поделитесь с друзьями | рассказать друзьям | версия для печати | поділитися | udostępnij | \
                podziel się | wyślij znajomemu | wersja do druku | κοινοποίηση | μοιραστείτε το | シェア | シェアする | ツイート | \
                ツイートする | この記事をシェア | 友達に教える | 공유 | 공유하기 | 기사 공유 | 기사공유 | 이 기사를 공유합니다 | \
                مشاركة | شارك | شارك المقال | شارك هذا الموضوع | paylaş",
            ),
            (How::Label(60), "share | share this | share on | 分享到 | 分享至 | 分享 | поделиться | teilen | partager | compartir"),
        ],
        shape: Some(buttons::is_share_bar),
        ..Rule::BASE
    },
    Rule {
        name: "page_tools",
        why: "buttons that print, close or enlarge the page",
        scope: Scope::Anywhere,
        drops: &[
            "【大 中 小】 【打印】 【关闭】",
            "打印本页 关闭窗口",
            "字号：大 中 小",
            "Print | Email | Close",
            "[Print] [Close]",
            "Font size: A A A",
            "打印",
            "印刷",
        ],
        keeps: &["打印店在码头旁开业。", "The paper went out of print in May.", "小", "A close vote", "大中城市的渔港"],
        phrases: &[
            (
                How::Whole,
                "打印 | 打印本页 | 打印本文 | 打印本稿 | 打印文章 | 我要打印 | 关闭窗口 | 关闭本页 | 关闭此页 | 字号 | 字体大小 | \
                复制链接 | 加入收藏 | 收藏本文 | 列印 | 友善列印 | 轉寄 | close window | close this window | font size | \
                text size | change text size | increase font size | decrease font size | print version | seite drucken | \
                schriftgröße | imprimer | imprimir | taille du texte | tamaño de letra | распечатать | 印刷 | 文字サイズ | 인쇄 | \
                인쇄하기 | 글자크기 | 글자 크기 | طباعة | حجم الخط | drukuj",
            ),
            (
                How::Label(24),
                "字号 | 字体 | 字体大小 | 文字大小 | 字級 | font size | text size | 文字サイズ | 글자크기 | 글자 크기 | schriftgröße",
            ),
        ],
        shape: Some(buttons::is_tool_bar),
        ..Rule::BASE
    },
    Rule {
        name: "pager",
        why: "steps to the story before and after, or to the next page of this one",
        drops: &[
            "上一篇：渔港清淤完工",
            "下一篇",
            "上一页 1 2 3 下一页",
            "1 2 3 Next",
            "« Previous",
            "Next article",
            "Page 1 of 3",
            "返回顶部",
            "Back to top",
            "次の記事",
            "이전글",
            "Nach oben",
            "Следующая статья",
        ],
        keeps: &[
            "上一篇报道引起了争议，记者再次来到码头。",
            "Next year the pier will open.",
            "The next article of the treaty was struck out.",
            "12",
            "Previous mayors had refused.",
        ],
        phrases: &[
            (
                How::Whole,
                "previous | next | prev | previous article | next article | previous story | next story | previous post | \
                next post | previous page | next page | older posts | newer posts | back to top | back to the top | return to top | \
                go to top | 上一页 | 下一页 | 上一頁 | 下一頁 | 首页 | 尾页 | 末页 | 返回顶部 | 回到顶部 | 返回首页 | 返回列表 | \
                返回上一页 | 回顶部 | 回頂端 | 回首頁 | 回上一頁 | zurück zur startseite | nach oben | zum seitenanfang | \
                nächster artikel | vorheriger artikel | article précédent | article suivant | haut de page | retour en haut | \
                siguiente artículo | artículo anterior | volver arriba | следующая статья | предыдущая статья | следующая новость | \
                предыдущая новость | наверх | вверх | 前の記事 | 次の記事 | 前のページ | 次のページ | 前へ | 次へ | トップへ戻る | \
                ページトップへ | ページの先頭へ | 이전글 | 다음글 | 이전기사 | 다음기사 | 이전 기사 | 다음 기사 | 맨위로 | 위로 | \
                المقال السابق | المقال التالي | السابق | التالي | poprzedni artykuł | następny artykuł | do góry",
            ),
            (
                How::Pointer(80),
                "上一篇 | 下一篇 | 上一条 | 下一条 | 上一條 | 下一條 | 上一则 | 下一则 | 上一則 | 下一則 | previous article | \
                next article | previous post | next post | 이전글 | 다음글",
            ),
        ],
        shape: Some(shapes::is_page_numbers),
        ..Rule::BASE
    },
    Rule {
        name: "skip_link",
        why: "doors for those who use no mouse, and signs of controls",
        scope: Scope::Anywhere,
        drops: &[
            "Skip to main content",
            "Jump to navigation",
            "Toggle navigation",
            "Zum Inhalt springen",
            "Aller au contenu",
            "Saltar al contenido",
            "Перейти к содержимому",
            "跳到主要内容",
            "본문 바로가기",
            "本文へスキップ",
        ],
        keeps: &["Skip to the last chapter, the teacher advised.", "Toggle navigation lights before leaving port, the coast guard says."],
        phrases: &[(
            How::Whole,
            "skip to content | skip to main content | skip to the content | skip to navigation | skip navigation | \
                jump to navigation | jump to content | skip advertisement | skip to footer | skip to main | \
                skip past newsletter promotion | toggle navigation | toggle menu | open menu | close menu | main menu | \
                zum inhalt springen | zum inhalt | zum hauptinhalt springen | direkt zum inhalt | springe zum inhalt | \
                aller au contenu | aller au contenu principal | saltar al contenido | ir al contenido | \
                pasar al contenido principal | pular para o conteúdo | vai al contenuto | перейти к содержимому | \
                перейти к основному содержанию | przejdź do treści | 跳到主要内容 | 跳至主要內容 | 跳到主要內容 | 跳转到主要内容 | \
                本文へスキップ | 本文へ移動 | 본문 바로가기 | 본문으로 바로가기 | 메뉴 바로가기 | انتقل إلى المحتوى",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "site_door",
        why: "links to the site's own pages",
        drops: &[
            "Contact us",
            "About Us",
            "Privacy Policy",
            "Terms of Use",
            "关于我们",
            "联系我们",
            "网站地图",
            "设为首页",
            "Impressum",
            "Mentions légales",
            "Log in",
            "登录 注册",
            "ログイン",
            "회원가입",
        ],
        keeps: &[
            "Contact us before Friday, the mayor told the fishermen.",
            "About us they know nothing, she said.",
            "登录月球的计划已经公布。",
        ],
        phrases: &[(
            How::Whole,
            "contact us | about us | contact | privacy policy | privacy | privacy notice | privacy statement | terms of use | \
                terms of service | terms and conditions | terms & conditions | cookie policy | site map | sitemap | \
                advertise with us | advertise | careers | work with us | accessibility | do not sell my personal information | \
                help center | rss feed | rss feeds | log in | login | sign in | log out | register | create account | \
                create an account | my account | forgot password | forgot your password | 关于我们 | 联系我们 | 联系方式 | \
                网站地图 | 网站声明 | 设为首页 | 设为主页 | 加为收藏 | 收藏本站 | 广告服务 | 广告刊登 | 诚聘英才 | 招聘信息 | \
                人才招聘 | 法律声明 | 隐私政策 | 隐私声明 | 用户协议 | 意见反馈 | 投稿邮箱 | 帮助中心 | 版权信息 | 登录 | 注册 | \
                登录 注册 | 登录/注册 | 手机版 | 电脑版 | 無障礙 | 關於我們 | 聯絡我們 | 隱私權政策 | 隱私權聲明 | 會員登入 | \
                登入 | 註冊 | 網站導覽 | impressum | datenschutz | datenschutzerklärung | agb | kontakt | mediadaten | anmelden | \
                registrieren | mentions légales | plan du site | politique de confidentialité | nous contacter | contactez-nous | \
                qui sommes-nous | se connecter | s'inscrire | aviso legal | política de privacidad | política de privacidade | \
                quiénes somos | contáctenos | iniciar sesión | regístrate | o nas | regulamin | polityka prywatności | \
                zaloguj się | реклама на сайте | о проекте | контакты | обратная связь | политика конфиденциальности | \
                пользовательское соглашение | карта сайта | войти | регистрация | вход | お問い合わせ | 会社概要 | 利用規約 | \
                プライバシーポリシー | 個人情報保護方針 | サイトマップ | ログイン | 会員登録 | 로그인 | 회원가입 | \
                개인정보처리방침 | 개인정보취급방침 | 이용약관 | 사이트맵 | 회사소개 | 광고문의 | 청소년보호정책 | اتصل بنا | \
                من نحن | سياسة الخصوصية | تسجيل الدخول | شروط الاستخدام",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "expander",
        why: "buttons that show the rest of something",
        drops: &[
            "Read more",
            "Show more",
            "Continue reading",
            "展开全文",
            "点击查看更多",
            "更多>>",
            "Weiterlesen",
            "Lire la suite",
            "Читать далее",
            "続きを読む",
            "더보기",
            "اقرأ المزيد",
        ],
        keeps: &["Read more books, the librarian urged.", "更多渔民选择上岸。"],
        phrases: &[(
            How::Whole,
            "read more | read full story | read full article | read the full story | read the full article | continue reading | \
                show more | show less | load more | see more | see all | view all | view more | click to expand | expand | \
                read in app | full story | 展开全文 | 展开 | 收起 | 阅读全文 | 查看全文 | 查看原文 | 阅读原文 | 查看更多 | \
                点击查看更多 | 点击加载更多 | 加载更多 | 更多>> | 更多 >> | 更多» | 查看更多>> | [详细] | 详细>> | 點擊看更多 | \
                看更多 | 繼續閱讀 | weiterlesen | mehr anzeigen | mehr lesen | lire la suite | voir plus | en savoir plus | \
                leer más | ver más | seguir leyendo | leia mais | ver mais | continua a leggere | leggi tutto | читать далее | \
                читать дальше | читать полностью | подробнее | показать еще | показать ещё | загрузить еще | czytaj więcej | \
                więcej | pokaż więcej | διαβάστε περισσότερα | περισσότερα | 続きを読む | もっと見る | 더보기 | 전체보기 | \
                اقرأ المزيد | المزيد | devamını oku",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "player",
        why: "messages of players and scripts to readers without them",
        scope: Scope::Anywhere,
        drops: &[
            "Your browser does not support the video tag.",
            "Please enable JavaScript to view the comments powered by Disqus.",
            "您的浏览器不支持播放此视频。",
            "JavaScript is disabled in your browser.",
            "Ihr Browser unterstützt das Video-Element nicht.",
        ],
        keeps: &["Your browser knows where you have been, the study found.", "Please enable the fishermen to return, the petition says."],
        phrases: &[(
            How::Plea(200),
            "your browser does not support | your browser doesn't support | sorry, your browser does not support | \
                sorry, your browser doesn't support | this video cannot be played | please enable javascript | \
                please turn on javascript | javascript is disabled | javascript is required | javascript must be enabled | \
                you need to enable javascript | enable javascript to | to view this video please enable javascript | \
                you must have javascript enabled | you need flash | you need to install flash | please upgrade your browser | \
                您的浏览器不支持 | 你的浏览器不支持 | 您的浏览器版本过低 | 请升级您的浏览器 | 您的瀏覽器不支援 | \
                ihr browser unterstützt | dein browser unterstützt | bitte aktivieren sie javascript | \
                votre navigateur ne supporte pas | votre navigateur ne prend pas en charge | veuillez activer javascript | \
                su navegador no soporta | tu navegador no soporta | ваш браузер не поддерживает | включите javascript | \
                для просмотра включите javascript | お使いのブラウザ | javascriptを有効に | 브라우저가 지원하지",
        )],
        ..Rule::BASE
    },
];
