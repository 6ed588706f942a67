//! Notices that the law or a lawyer asks for.

use super::shapes;
use super::{How, Rule, Scope};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "copyright",
        why: "who owns the page; the record has it as `copyright`",
        ends_article: true,
        drops: &[
            "© 2016 Harbour Weekly. All rights reserved.",
            "Copyright © 2016 Harbour Weekly",
            "Copyright 2016 Harbour Weekly. This material may not be published, broadcast, rewritten or redistributed.",
            "All Rights Reserved.",
            "版权所有：海港周报 未经许可不得转载",
            "海港周报版权所有",
            "Copyright(C) 2016 海港网",
            "Alle Rechte vorbehalten.",
            "Tous droits réservés",
            "Todos los derechos reservados",
            "Все права защищены.",
            "無断転載禁止",
            "저작권자 © 항구일보 무단전재 및 재배포 금지",
            "جميع الحقوق محفوظة",
            "Wszelkie prawa zastrzeżone",
        ],
        keeps: &[
            "The phrase all rights reserved is printed on the back of every map.",
            "Copyright law protects the old charts, the court ruled.",
            "这本书的版权所有者表示不会起诉。",
            "© Provided by the ferry company: on the first morning forty people were on board, and nobody knew the way.",
            "Copyright disputes delayed the ferry museum.",
            "该公司称，版权所有权仍归作者。",
            "版权所有者表示，他不会起诉。",
        ],
        phrases: &[
            (
                How::Plea(300),
                "copyright © | copyright (c) | copyright(c) | copyright© | © copyright | ©copyright | \
                (c) copyright | 版权所有： | 版权所有: | 版权所有© | 版權所有© | 版權所有： | \
                저작권자 © | 저작권자(c) | 저작권자ⓒ",
            ),
            (How::Start(120), "© | ⓒ | copyright： | copyright:"),
            (
                How::Notice(300),
                "all rights reserved | alle rechte vorbehalten | tous droits réservés | todos los derechos reservados | \
                todos os direitos reservados | tutti i diritti riservati | alle rechten voorbehouden | все права защищены | \
                всі права захищені | wszelkie prawa zastrzeżone | všechna práva vyhrazena | tüm hakları saklıdır | \
                με επιφύλαξη παντός δικαιώματος | 無断転載を禁じます | 無断転載・複製を禁じます | 無断転載を禁ず | \
                無断複製・転載を禁じます | جميع الحقوق محفوظة | كل الحقوق محفوظة",
            ),
            (How::End(60), "版权所有 | 版權所有 | 保留所有权利 | 保留一切权利 | 著作权所有 | 著作權所有 | 無断転載禁止 | 禁無断転載"),
            (
                How::Within(120),
                "无断转载 | 無断転載禁止 | 무단전재 및 재배포 금지 | 무단 전재 및 재배포 금지 | 무단전재 재배포금지 | \
                무단 전재-재배포 금지 | 무단전재-재배포 금지 | 무단전재-재배포금지",
            ),
            (How::Numbered(200), "版权所有 | 版權所有"),
        ],
        shape: Some(shapes::is_dated_copyright),
        ..Rule::BASE
    },
    Rule {
        name: "icp",
        why: "the numbers under which a site is registered in China",
        scope: Scope::Anywhere,
        ends_article: true,
        drops: &[
            "京ICP备12345678号-1",
            "沪ICP证 030303号",
            "京公网安备11010502030303号",
            "ICP备案号：粤ICP备09090909号 粤公网安备 44010602000000号",
            "备案号：京ICP备12345678号",
        ],
        keeps: &["ICP备案制度实施以来，已有三万家网站登记。", "他说，公网安备的号码应当公开。", "沪ICP证的申请流程简化"],
        phrases: &[(How::Numbered(240), "icp备 | icp证 | icp備 | icp证号 | 公网安备 | 公安网备 | 网安备")],
        ..Rule::BASE
    },
    Rule {
        name: "press_licence",
        why: "the licences of a news site, and where to complain about it",
        ends_article: true,
        drops: &[
            "互联网新闻信息服务许可证编号：10120170001",
            "信息网络传播视听节目许可证 0108277",
            "违法和不良信息举报电话：010-88888888",
            "举报邮箱：jubao@haigang.example 举报电话 12377",
            "新出网证（京）字001号",
            "增值电信业务经营许可证B2-20090001",
        ],
        keeps: &[
            "据介绍，该公司已取得互联网新闻信息服务许可证，有效期为3年。",
            "市民可拨打举报电话12345反映情况。",
            "记者查询发现，这家店没有许可证。",
        ],
        phrases: &[
            (
                How::Numbered(240),
                "互联网新闻信息服务许可证 | 互联网新闻信息许可证 | 互联网出版许可证 | 网络出版服务许可证 | \
                信息网络传播视听节目许可证 | 视听节目许可证 | 网络文化经营许可证 | 广播电视节目制作经营许可证 | \
                节目制作经营许可证 | 增值电信业务经营许可证 | 电信业务经营许可证 | 网络视听许可证 | 新出网证 | 国新网许可证 | \
                国新网 | 互联网药品信息服务 | 不良信息举报 | 违法信息举报 | 有害信息举报 | 举报电话： | 举报电话: | 举报热线： | \
                举报邮箱 | 网上有害信息举报 | 新闻从业人员职业道德监督电话 | 违法和不良信息 | 虚假新闻举报 | 广告经营许可证 | \
                京新网备 | 营业执照",
            ),
            (
                How::Whole,
                "不良信息举报中心 | 违法和不良信息举报中心 | 违法不良信息举报 | 网上有害信息举报专区 | 网络110报警服务 | \
                互联网违法和不良信息举报中心 | 营业执照 | 中国互联网举报中心",
            ),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "disclaimer",
        why: "what the site does not answer for",
        ends_article: true,
        drops: &[
            "免责声明：本文仅代表作者个人观点，与本网无关。",
            "版权声明：凡本网注明来源的作品，均为本网所有。",
            "凡本网注明“来源：海港网”的所有作品，版权均属于海港网。",
            "本文仅代表作者观点，不代表本站立场。",
            "（本文仅代表作者个人观点）",
            "未经授权不得转载",
            "转载请注明出处",
            "Disclaimer: The views expressed in this article are those of the author.",
            "The views expressed in this article are the author's own.",
            "The opinions expressed in this commentary are solely those of the author.",
            "Мнение автора может не совпадать с мнением редакции.",
        ],
        keeps: &[
            "The views expressed at the meeting were mixed.",
            "外交部发表声明：中方一贯坚持和平解决争端。",
            "他在免责声明上签了字，然后跳进海里。",
            "The opinions expressed by the fishermen differ from the mayor's.",
        ],
        phrases: &[
            (
                How::Plea(400),
                "免责声明： | 免责声明: | 版权声明： | 版权声明: | 版权与免责声明 | 版权及免责声明 | 特别声明：以上 | \
                特别声明：本文 | 特别提示：本信息 | 本网声明： | 本站声明： | 郑重声明： | 免責聲明： | 免責聲明: | 版權聲明： | \
                著作權聲明 | 凡本网注明 | 凡本站注明 | 凡本网站注明 | 凡注明 | 本网转载 | 本文仅代表作者 | 本文只代表作者 | \
                本文为作者个人观点 | 文章仅代表作者 | 以上内容仅代表 | 以上文章仅代表 | 以上观点仅代表 | 以上言论仅代表 | \
                本文系作者个人观点 | 本文内容仅代表 | 本文由作者授权 | 如有侵权请联系 | 如有侵权，请 | 如涉及版权 | \
                如涉及作品内容 | 转载请注明 | 转载须注明 | 转载请保留 | 欢迎转载，请注明 | 未经授权不得转载 | 未经授权，不得转载 | \
                未经许可不得转载 | 未经许可，不得转载 | 未经书面授权 | 未经本网授权 | 未经本站授权 | 任何媒体、网站或个人 | \
                任何单位或个人不得转载 | disclaimer: | disclaimer - | the views expressed in this article | \
                the views expressed in this column | the views expressed in this commentary | the views expressed here | \
                views expressed in this article | the opinions expressed in this article | \
                the opinions expressed in this commentary | the opinions expressed in this column | the opinions expressed here | \
                opinions expressed in this article | opinions expressed by | this material may not be published | \
                reproduction in whole or in part without permission | no part of this story | haftungsausschluss: | \
                les opinions exprimées dans cet article | las opiniones expresadas en este artículo | \
                мнение автора может не совпадать | мнение редакции может не совпадать | редакция не несет ответственности | \
                редакция не несёт ответственности | при использовании материалов | при цитировании | перепечатка материалов | \
                копирование материалов | использование материалов",
            ),
            (How::Whole, "免责声明 | 版权声明 | 免責聲明 | 版權聲明 | disclaimer | haftungsausschluss"),
        ],
        ..Rule::BASE
    },
    Rule {
        name: "cookie_notice",
        why: "the consent banner",
        scope: Scope::Anywhere,
        drops: &[
            "We use cookies to improve your experience on our site.",
            "This website uses cookies.",
            "Accept all cookies",
            "Diese Website verwendet Cookies.",
            "Ce site utilise des cookies pour améliorer votre expérience.",
            "Este sitio utiliza cookies",
            "Мы используем файлы cookie",
            "本网站使用cookie来改善您的体验",
            "Ta strona używa plików cookies",
        ],
        keeps: &[
            "“We use cookies to lure the children in,” the baker admitted.",
            "Cookies are baked on board every morning.",
            "This website sells nets and buoys.",
        ],
        phrases: &[
            (
                How::Plea(400),
                "we use cookies | we use our own and third-party cookies | we and our partners use cookies | \
                we and our partners store | this site uses cookies | this website uses cookies | our site uses cookies | \
                our website uses cookies | cookies help us | by continuing to use this site | by continuing to browse | \
                by using this site you agree | by using this website, you agree | by clicking “accept | by clicking \"accept | \
                by clicking accept | diese website verwendet cookies | diese webseite verwendet cookies | \
                diese seite verwendet cookies | wir verwenden cookies | wir nutzen cookies | wir setzen cookies | \
                ce site utilise des cookies | nous utilisons des cookies | en poursuivant votre navigation | \
                este sitio utiliza cookies | este sitio web utiliza cookies | este sitio usa cookies | utilizamos cookies | \
                usamos cookies | questo sito utilizza | utilizziamo i cookie | este site utiliza cookies | este site usa cookies | \
                deze website gebruikt cookies | deze site gebruikt cookies | мы используем cookie | мы используем файлы cookie | \
                сайт использует cookie | сайт использует файлы cookie | на сайте используются cookie | ta strona używa | \
                ta strona korzysta z | strona używa plików | używamy plików cookie | 本网站使用cookie | 我们使用cookie | \
                本網站使用cookie | 我們使用cookie | 当サイトではcookie | 当サイトでは、cookie | 当社はcookie",
            ),
            (
                How::Whole,
                "accept cookies | accept all cookies | accept all | reject all | cookie settings | cookie preferences | \
                manage cookies | manage preferences | cookie consent | alle akzeptieren | alle cookies akzeptieren | \
                cookie-einstellungen | tout accepter | tout refuser | accepter les cookies | aceptar cookies | \
                aceptar todas las cookies | accetta tutti | принять все | 接受所有cookie",
            ),
        ],
        ..Rule::BASE
    },
];
