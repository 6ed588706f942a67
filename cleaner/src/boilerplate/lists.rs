//! Headings and lines that lead away from the story: to other stories, to readers' comments, to other papers.

use super::shapes;
use super::{How, Rule, Scope};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "related",
        why: "the heading of a list of other stories",
        scope: Scope::Anywhere,
        ends_article: true,
        drops: &[
            "Related stories",
            "Related Articles:",
            "You may also like",
            "More on this story",
            "More from Business",
            "相关阅读",
            "相关新闻：",
            "【延伸阅读】",
            "热点排行",
            "新闻排行榜",
            "24小时热闻",
            "猜你喜欢",
            "相關新聞",
            "延伸閱讀",
            "Читайте также",
            "Lesen Sie auch",
            "Das könnte Sie auch interessieren",
            "À lire aussi",
            "Noticias relacionadas",
            "関連記事",
            "관련기사",
            "مواضيع ذات صلة",
            "Czytaj także:",
            "Διαβάστε επίσης",
        ],
        keeps: &[
            "该公司负责人表示，相关阅读推广活动将继续。",
            "相关新闻发布会将于周五举行",
            "Related stories of abuse emerged after the trial.",
            "More from the mayor's letter:",
            "More from the harbour than from the fields went to market.",
            "推荐阅读的书目包括三本渔业史。",
            "You may also like to know how the boats are built.",
        ],
        phrases: &[
            (
                How::Counted,
                "related stories | related story | related articles | related article | related news | related posts | \
                related content | related links | related reading | related coverage | related items | related videos | \
                related video | related photos | more stories | more on this story | more on this topic | more like this | \
                more from this section | more in this section | more from author | more from the author | more from this author | \
                more related stories | similar articles | similar stories | similar posts | you may also like | \
                you might also like | you may like | you might like | you may also be interested in | \
                you might also be interested in | you may be interested in | you might be interested in | recommended for you | \
                recommended stories | recommended articles | recommended reading | most read | most read stories | most popular | \
                most popular stories | most viewed | most commented | most shared | most emailed | most e-mailed | \
                most recent stories | trending now | trending stories | trending news | popular stories | popular posts | \
                popular articles | popular news | read next | up next | what to read next | read also | also read | \
                around the web | from around the web | from the web | more from around the web | elsewhere on the web | \
                promoted stories | sponsored stories | sponsored links | sponsored content | recent posts | recent articles | \
                latest stories | latest headlines | editor's picks | editors' picks | editor's choice | don't miss | \
                more headlines | other headlines | 相关阅读 | 相关新闻 | 相关报道 | 相关链接 | 相关文章 | 相关推荐 | 相关专题 | \
                相关内容 | 相关资讯 | 相关稿件 | 相关评论 | 相关视频 | 相关图片 | 相关搜索 | 延伸阅读 | 扩展阅读 | 推荐阅读 | \
                精彩推荐 | 热点推荐 | 热门推荐 | 热点排行 | 热门排行 | 热点新闻 | 热门新闻 | 热门文章 | 热点文章 | 热门话题 | \
                热门专题 | 热门标签 | 新闻排行 | 新闻排行榜 | 点击排行 | 点击排行榜 | 点击量排行 | 阅读排行 | 阅读排行榜 | \
                评论排行 | 评论排行榜 | 小时热闻 | 小时热点 | 小时排行 | 小时点击排行 | 小时新闻排行 | 一周热门 | 一周热点 | \
                一周排行 | 本周热点 | 本周热门 | 今日热点 | 今日热闻 | 今日推荐 | 最新新闻 | 最新文章 | 最新资讯 | 最新更新 | \
                猜你喜欢 | 大家都在看 | 大家都爱看 | 您可能感兴趣 | 你可能感兴趣 | 您可能还喜欢 | 你可能还喜欢 | 您可能也喜欢 | \
                更多新闻 | 更多精彩 | 更多相关 | 更多相关新闻 | 更多推荐 | 编辑推荐 | 小编推荐 | 为您推荐 | 为你推荐 | 网友推荐 | \
                图片推荐 | 视频推荐 | 频道推荐 | 新闻推荐 | 精彩图片 | 精彩图集 | 高清图集 | 图片新闻 | 热图推荐 | 热词推荐 | \
                相關新聞 | 相關閱讀 | 相關文章 | 相關報導 | 相關報道 | 相關連結 | 延伸閱讀 | 推薦閱讀 | 推薦文章 | 熱門新聞 | \
                熱門文章 | 熱門話題 | 人氣新聞 | 人氣文章 | 最新新聞 | 你可能也想看 | 你可能還想看 | 您可能也喜歡 | 你可能也喜歡 | \
                猜你喜歡 | 編輯推薦 | 為你推薦 | 更多新聞 | 看更多相關新聞 | mehr zum thema | mehr zu diesem thema | \
                lesen sie auch | lesen sie dazu auch | lesen sie mehr | lesen sie weiter | das könnte sie auch interessieren | \
                das könnte dich auch interessieren | das könnte ihnen auch gefallen | auch interessant | verwandte artikel | \
                ähnliche artikel | ähnliche beiträge | weitere artikel | weitere meldungen | weitere nachrichten | meistgelesen | \
                meistgelesene artikel | meist gelesen | lire aussi | à lire aussi | a lire aussi | à lire également | \
                lire également | à voir aussi | voir aussi | sur le même sujet | sur le même thème | articles similaires | \
                articles liés | articles connexes | les plus lus | les articles les plus lus | vous aimerez aussi | \
                dans la même rubrique | artículos relacionados | noticias relacionadas | notas relacionadas | \
                contenido relacionado | te puede interesar | le puede interesar | también te puede interesar | \
                también le puede interesar | quizás te interese | lo más leído | lo más visto | más leídas | las más leídas | \
                lea también | lea además | lee también | ver también | más noticias | más información | leia também | veja também | \
                notícias relacionadas | mais lidas | mais lidos | conteúdo relacionado | leggi anche | articoli correlati | \
                notizie correlate | i più letti | potrebbe interessarti | lees ook | lees meer | läs också | läs även | les også | \
                læs også | lue myös | číst také | čtěte také | citeşte şi | citește și | ilgili haberler | читайте также | \
                смотрите также | читать также | материалы по теме | новости по теме | статьи по теме | ещё по теме | еще по теме | \
                похожие материалы | похожие новости | похожие статьи | похожие записи | другие новости | другие материалы | \
                самое читаемое | самое популярное | популярные новости | популярные статьи | популярные материалы | рекомендуем | \
                рекомендуем почитать | вам может быть интересно | вас может заинтересовать | вам также может понравиться | \
                новости партнёров | новости партнеров | лента новостей | последние новости | главные новости | читайте також | \
                czytaj także | czytaj też | czytaj również | przeczytaj także | przeczytaj też | przeczytaj również | \
                zobacz także | zobacz też | zobacz również | polecamy | polecane artykuły | podobne artykuły | powiązane artykuły | \
                najczęściej czytane | najpopularniejsze | najnowsze wiadomości | διαβάστε επίσης | διαβάστε ακόμα | \
                διαβάστε ακόμη | δείτε επίσης | σχετικά άρθρα | σχετικά νέα | σχετικές ειδήσεις | δημοφιλή | δημοφιλέστερα | \
                関連記事 | 関連ニュース | 関連リンク | 関連キーワード | 関連トピックス | 関連情報 | あわせて読みたい | \
                合わせて読みたい | おすすめ記事 | おすすめの記事 | 人気記事 | 人気記事ランキング | アクセスランキング | \
                記事ランキング | 最新記事 | 新着記事 | こちらもおすすめ | こちらの記事も読まれています | 관련기사 | 관련 기사 | \
                관련뉴스 | 관련 뉴스 | 추천기사 | 추천 기사 | 추천뉴스 | 많이 본 뉴스 | 많이 본 기사 | 많이본 뉴스 | 많이본 기사 | \
                가장 많이 본 뉴스 | 인기기사 | 인기 기사 | 인기뉴스 | 주요뉴스 | 이 시각 주요뉴스 | 최신기사 | \
                함께 보면 좋은 기사 | اقرأ أيضا | اقرأ أيضاً | اقرأ أيضًا | إقرأ أيضا | مواضيع ذات صلة | أخبار ذات صلة | \
                مقالات ذات صلة | موضوعات ذات صلة | الأكثر قراءة | الأكثر مشاهدة | قد يعجبك أيضا | قد يهمك أيضا | شاهد أيضا",
            ),
            (
                How::Start(48),
                "more stories from | more news from | more articles from | more on: | more in: | read more on | \
                weitere artikel aus | mehr aus dem ressort | plus d'articles",
            ),
        ],
        shape: Some(is_more_from),
    },
    Rule {
        name: "list_heading",
        why: "a heading that may lead a list of other stories, or a section of this one",
        ends_article: true,
        drops: &[
            "Related",
            "Latest news",
            "Popular",
            "Trending",
            "Top stories",
            "排行榜",
            "По теме",
            "Zum Thema",
            "Recommended",
            "ランキング",
            "편집자 추천",
        ],
        keeps: &["Popular with visitors, the beach is closed.", "Related to the mayor by marriage", "热门航线增开三班渡轮"],
        phrases: &[(
            How::Whole,
            "related | related topics | popular | popular now | trending | latest | latest news | breaking news | top news | \
                top stories | headlines | recommended | more news | in pictures | \
                in this section | photo gallery | photo galleries | today's headlines | news in pictures | multimedia | \
                special reports | hot topics | 排行榜 | 排行 | 热门 | 热点 | 推荐 | 专题 | 图说天下 | 图片 | 视频 | 头条新闻 | \
                要闻 | 今日要闻 | 焦点新闻 | 社会新闻 | 国内新闻 | 国际新闻 | 娱乐新闻 | 体育新闻 | 热门图片 | 焦点图 | 焦點新聞 | \
                熱門 | 推薦 | 即時新聞 | zum thema | themen | aktuelle nachrichten | links zum thema | à la une | \
                dernières nouvelles | en vidéo | últimas noticias | destacados | relacionados | últimas notícias | по теме | \
                популярное | главное | новости | в тему | актуально | polecane | aktualności | najnowsze | τελευταία νέα | \
                ροή ειδήσεων | ランキング | おすすめ | ニュースランキング | トップニュース | 편집자 추천 | 포토뉴스 | 핫이슈 | \
                آخر الأخبار | أهم الأخبار",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "read_also",
        why: "a line that points to another story",
        scope: Scope::Anywhere,
        drops: &[
            "Read also: Harbour dues to rise in spring",
            "READ MORE: Ferry crew praised after night rescue",
            "Also read: Who owns the quay?",
            "Related: Fishermen ask for a longer season",
            "相关阅读：渔港清淤完工",
            "延伸阅读：码头百年",
            "Читайте также: Паром вернулся в порт",
            "Lesen Sie auch: Wer zahlt für die Mole?",
            "Lire aussi : Le port rouvre ses quais",
            "Lea también: El puerto reabre",
            "Zobacz też: Prom wrócił do portu",
            "関連記事：港が再開",
            "اقرأ أيضا: الميناء يعود إلى العمل",
        ],
        keeps: &[
            "Read more: that was her only advice to the young writers who came to the harbour that summer, and few of them followed it, she told the audience on Sunday evening in the old town hall, where three hundred people had come to listen to her reading from the new book.",
            "Related to the mayor: the cousin who won the tender.",
            "相关报道称：渔民已经上岸。",
        ],
        phrases: &[(
            How::Pointer(140),
            "read also | also read | read more | read next | read | related | related story | related stories | \
                related article | related news | related coverage | more on this story | don't miss | also see | watch also | \
                recommended reading | 相关阅读 | 相关新闻 | 相关报道 | 相关链接 | 相关文章 | 延伸阅读 | 扩展阅读 | 推荐阅读 | \
                更多阅读 | 相關新聞 | 相關閱讀 | 相關報導 | 延伸閱讀 | 推薦閱讀 | 更多新聞 | lesen sie auch | lesen sie dazu | \
                lesen sie hier | lesen sie dazu auch | lesen sie mehr | mehr zum thema | auch interessant | lire aussi | \
                à lire aussi | a lire aussi | lire également | à lire également | à lire | voir aussi | sur le même sujet | \
                lea también | lee también | lea además | le puede interesar | te puede interesar | leia também | leia mais | \
                veja também | saiba mais | leggi anche | lees ook | läs också | läs även | les også | læs også | lue myös | \
                čtěte také | číst také | citește și | citeşte şi | читайте также | смотрите также | читать также | по теме | \
                материалы по теме | читайте також | czytaj także | czytaj też | czytaj również | zobacz także | zobacz też | \
                zobacz również | przeczytaj także | przeczytaj też | διαβάστε επίσης | διαβάστε ακόμα | δείτε επίσης | 関連記事 | \
                関連ニュース | あわせて読みたい | 합니다 관련기사 | 관련기사 | 관련 기사 | اقرأ أيضا | اقرأ أيضاً | اقرأ أيضًا | \
                إقرأ أيضا | شاهد أيضا",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "comments",
        why: "the heading of the readers' comments, or the address for letters",
        ends_article: true,
        drops: &[
            "Comments (12)",
            "12 Comments",
            "Leave a Reply",
            "Leave a comment",
            "Comments to yourname@review.example",
            "Comments to [email protected]",
            "Post a Comment",
            "网友评论",
            "评论(0)",
            "发表评论",
            "我来说两句",
            "Kommentare",
            "Commentaires",
            "Комментарии (3)",
            "コメント",
            "댓글 5",
            "التعليقات",
            "Join the conversation",
        ],
        keeps: &[
            "He asked for comments to be sent in writing.",
            "Discussion",
            "Comments to the draft closed in May, the ministry said.",
            "Comments are closed on Sundays at the town hall.",
            "评论人士认为，渔港的未来仍不明朗。",
            "发表评论的渔民说，港口太小。",
        ],
        phrases: &[
            (
                How::Counted,
                "comments | comment | leave a comment | leave a reply | leave your comment | leave a response | post a comment | \
                post comment | post your comment | add a comment | add comment | add your comment | write a comment | \
                write a reply | your comment | your comments | reader comments | readers' comments | view comments | \
                view all comments | show comments | hide comments | see all comments | read comments | read all comments | \
                no comments | no comments yet | comments are closed | comments closed | be the first to comment | \
                join the conversation | join the discussion | have your say | share your thoughts | what do you think | \
                comment on this story | comment on this article | comments on this story | \
                facebook comments | cancel reply | 评论 | 网友评论 | 发表评论 | 我要评论 | 我要发表评论 | 最新评论 | 热门评论 | \
                精彩评论 | 全部评论 | 所有评论 | 查看评论 | 查看所有评论 | 文章评论 | 网友跟帖 | 网友留言 | 我来说两句 | 我有话说 | \
                参与评论 | 条评论 | 人参与 | 用户评论 | 留言 | 发表留言 | 發表評論 | 網友評論 | 讀者留言 | 發表留言 | 留言板 | \
                回應 | kommentare | kommentar | kommentar schreiben | kommentar verfassen | kommentieren | leserkommentare | \
                diskutieren sie mit | commentaires | commentaire | laisser un commentaire | vos réactions | réagir | réagissez | \
                poster un commentaire | comentarios | comentar | deja un comentario | deja tu comentario | deje su comentario | \
                deja una respuesta | comentários | deixe um comentário | deixe seu comentário | commenti | lascia un commento | \
                reacties | reageer | kommentarer | komentarze | komentarz | dodaj komentarz | skomentuj | napisz komentarz | \
                комментарии | комментарий | комментариев | комментировать | оставить комментарий | добавить комментарий | \
                написать комментарий | обсудить | обсуждение | коментарі | σχόλια | σχολιάστε | γράψτε το σχόλιό σας | コメント | \
                コメントする | コメントを書く | コメントを残す | みんなのコメント | 댓글 | 댓글쓰기 | 댓글 쓰기 | 의견쓰기 | \
                التعليقات | تعليقات | أضف تعليق | أضف تعليقا | اترك تعليقا | اترك تعليقك | yorumlar | yorum yap",
            ),
            (How::Start(48), "show comments for | comments for"),
        ],
        shape: Some(is_letters_address),
        ..Rule::BASE
    },
    Rule {
        name: "partners",
        why: "a list of other papers or sites, known by its shape",
        ends_article: true,
        drops: &[
            "Partners: Harbour Weekly | The Coast | Fishing Today | Sea Daily",
            "友情链接： 海港网 | 渔业报 | 沿海新闻 | 码头周刊",
            "Harbour Weekly | The Coast | Fishing Today | Sea Daily",
            "友情链接",
            "合作伙伴",
            "海港网 · 渔业报 · 沿海新闻 · 码头周刊",
            "About Us | Contact Us | Advertise | Privacy",
        ],
        keeps: &[
            "Partners: the town and the fishermen share the cost.",
            "The score was 3 | 4 | 5 | 6 after the first day.",
            "弗拉基米尔·伊里奇·彼得罗夫抵达港口",
            "合作伙伴表示，项目进展顺利。",
            "Port | Quay",
            "Open deck • Great view • Good food • Long range",
            "harbour/ |-- boats |-- quays |-- cranes |-- nets",
        ],
        phrases: &[(
            How::Whole,
            "partners | our partners | partner sites | media partners | friendly links | 友情链接 | 友情鏈接 | 友情連結 | \
                合作伙伴 | 合作媒体 | 合作网站 | 战略合作伙伴 | 网站链接 | 相关网站 | 友好網站 | 合作夥伴 | unsere partner | \
                nos partenaires | sites partenaires | nuestros socios | партнеры | партнёры | наши партнеры | наши партнёры | \
                partnerzy | nasi partnerzy | パートナー | 関連サイト | 패밀리사이트 | 패밀리 사이트 | 관련사이트",
        )],
        shape: Some(shapes::is_bar),
        ..Rule::BASE
    },
];

/// `More from Business`: the name of a section follows, no sentence.
fn is_more_from(line: &super::line::Line) -> bool {
    let Some(rest) = line.lower().strip_prefix("more from ").or_else(|| line.lower().strip_prefix("more in ")) else { return false };
    let word = rest.split_whitespace().next().unwrap_or_default();
    line.chars() <= 40
        && rest.split_whitespace().count() <= 4
        && !rest.ends_with(['.', '!', '?', ',', ':'])
        && !matches!(word, "a" | "an" | "the" | "his" | "her" | "their" | "than")
}

/// `Comments to name@paper.example`: the address for letters to the editor.
fn is_letters_address(line: &super::line::Line) -> bool {
    const LABELS: &[&str] = &[
        "comments",
        "send comments",
        "send your comments",
        "comments and suggestions",
        "please send comments",
        "letters",
        "e-mail comments",
        "email comments",
    ];
    let rest = LABELS.iter().find_map(|label| line.lower().strip_prefix(label)?.strip_prefix(" to"));
    let Some(rest) = rest.map(|rest| rest.trim_start_matches([':', '：', ' '])) else { return false };
    let address = rest.trim_end_matches(['.', ')', ']', ' ']);
    line.chars() <= 100
        && (address.is_empty() || address.contains("[email") || (address.contains('@') && address.split_whitespace().count() <= 2))
}
