//! The forms in which the same page can come.

use std::fmt::Write;

use encoding_rs::Encoding;
use presscut::Page;
use presscut_cleaner::Content;

use crate::story::Story;

/// How a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Tables in tables, as the weekly's own site had them.
    Tables,
    /// `<div>`s with class names of no meaning.
    Divs,
    /// No element but inline ones and `<br>`.
    Breaks,
    /// The text alone.
    Text,
}

impl Form {
    /// The page, as characters.
    pub(crate) fn page(self, story: &Story, charset: &Encoding) -> String {
        let label = if charset == encoding_rs::GBK { "gb2312" } else { "utf-8" };
        match self {
            Self::Tables => tables(story, label),
            Self::Divs => divs(story, label),
            Self::Breaks => breaks(story, label),
            Self::Text => text(story),
        }
    }

    /// The input that a user would give.
    pub(crate) fn input(self, bytes: &[u8]) -> Page<'_> {
        match self {
            Self::Text => Page::new(Content::TextBytes(bytes.into())),
            _ => Page::from_bytes(bytes),
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn byline(story: &Story, gap: &str) -> String {
    format!("By {}{gap}·{gap}{}{gap}·{gap} Source: | {}", story.author, story.day(), story.issue())
}

fn each(items: &[String], mut wrap: impl FnMut(&str) -> String) -> String {
    items.iter().map(|item| wrap(item)).collect()
}

fn partners(story: &Story, bar: &str, new_line: &str) -> String {
    let (first, second) = story.partners.split_at(6.min(story.partners.len()));
    let link = |name: &String| format!("<a href=\"http://www.{}.example/\">{}</a>", slug(name), escape(name));
    let row = |names: &[String]| names.iter().map(link).collect::<Vec<_>>().join(bar);
    format!("Partners:{bar}{}{new_line}{}", row(first), row(second))
}

fn slug(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn head(story: &Story, label: &str) -> String {
    format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\">\n<title>{} -- {}</title>\n\
         <link href=\"../../images/style.css\" rel=\"stylesheet\" type=\"text/css\"></head>\n",
        escape(&story.title),
        escape(&story.site),
    )
}

const SECTIONS: [&str; 7] = ["Home", "Nation", "World", "Business", "Opinion", "Lifestyle", "Multimedia"];

fn tables(story: &Story, label: &str) -> String {
    let mut out = String::from(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n",
    );
    out += &head(story, label);
    out += "<body>\n<table width=\"1000\" border=\"0\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\"><tr>";
    for section in SECTIONS {
        let _ = write!(out, "<td align=\"center\"><a href=\"/{section}/\" class=\"nav\">{section}</a></td>");
    }
    let _ = write!(
        out,
        "</tr></table>\n<table width=\"1000\" border=\"0\" align=\"center\"><tr><td width=\"700\" valign=\"top\">\n\
         <table width=\"96%\" border=\"0\"><tr><td class=\"title1\">{}</td></tr>\n<tr><td class=\"title2\">{}</td></tr>\n\
         <tr><td class=\"author\">{}</td></tr>\n<tr><td class=\"content\"><div class=TRS_Editor>\n\
         <TABLE border=0 width=600 align=center><TBODY>\n<TR><TD align=center><IMG border=0 src=\"./W0201605.jpg\" width=600 height=400></TD></TR>\n\
         <TR><TD>{} ({})&nbsp;</TD></TR></TBODY></TABLE>\n",
        escape(&story.title),
        escape(&story.dek),
        byline(story, "&nbsp; "),
        escape(&story.caption),
        story.credit,
    );
    out += &each(&story.paragraphs, |text| format!("<P align=justify>{}</P>\n", escape(text)));
    let _ = write!(
        out,
        "<P>Copyedited by {}</P>\n<P>Comments to <A href=\"mailto:{2}\">{2}</A></P></div></td></tr></table>\n</td>\n\
         <td width=\"300\" valign=\"top\"><table width=\"290\">{1}</table></td></tr></table>\n",
        story.copyeditor,
        each(&story.others, |title| format!("<tr><td><a href=\"../201605/t{}.html\">{}</a></td></tr>", slug(title), escape(title))),
        story.address,
    );
    let footer = each(&story.footer, |text| format!("<td><a href=\"/{}/\">{text}</a></td>", slug(text)));
    let _ = write!(
        out,
        "<table width=\"1000\" align=\"center\"><tr>{footer}</tr>\n<tr><td colspan=\"5\" align=\"center\">{}</td></tr>\n\
         <tr><td colspan=\"5\" align=\"center\">{}</td></tr></table>\n</body></html>\n",
        partners(story, "&nbsp;&nbsp; | &nbsp;&nbsp;", "<br>\n"),
        escape(&story.copyright),
    );
    out
}

fn divs(story: &Story, label: &str) -> String {
    let mut out = String::from("<!DOCTYPE html>\n") + &head(story, label) + "<body>\n<div class=\"a1\">";
    for section in SECTIONS {
        let _ = write!(out, "<div class=\"a2\"><a href=\"/{section}/\">{section}</a></div>");
    }
    let _ = write!(
        out,
        "</div>\n<div class=\"b1\"><div class=\"b2\">{}</div>\n<div class=\"b3\">{}</div>\n<div class=\"b4\">{}</div>\n\
         <div class=\"b5\"><div class=\"b6\"><img src=\"./W0201605.jpg\" width=\"600\" height=\"400\"></div>\n<div class=\"b7\">{} ({})</div>\n",
        escape(&story.title),
        escape(&story.dek),
        byline(story, "&nbsp; "),
        escape(&story.caption),
        story.credit,
    );
    out += &each(&story.paragraphs, |text| format!("<div>{}</div>\n", escape(text)));
    let _ = write!(
        out,
        "<div>Copyedited by {}</div>\n<div>Comments to {}</div></div></div>\n<div class=\"c1\">{}</div>\n<div class=\"d1\">{}</div>\n\
         <div class=\"d2\">{}</div>\n<div class=\"d3\">{}</div>\n</body></html>\n",
        story.copyeditor,
        story.address,
        each(&story.others, |title| format!("<div><a href=\"../201605/t{}.html\">{}</a></div>", slug(title), escape(title))),
        each(&story.footer, |text| format!("<div><a href=\"/{}/\">{text}</a></div>", slug(text))),
        partners(story, "&nbsp;&nbsp; | &nbsp;&nbsp;", "<br>"),
        escape(&story.copyright),
    );
    out
}

fn breaks(story: &Story, label: &str) -> String {
    let mut out = head(story, label) + "<body bgcolor=\"#ffffff\">\n";
    out += &SECTIONS.map(|section| format!("<a href=\"/{section}/\">{section}</a>")).join(" | ");
    let _ = write!(
        out,
        "<br><br>\n<font size=\"5\"><b>{}</b></font><br>\n<i>{}</i><br>\n{}<br><br>\n\
         <img src=\"./W0201605.jpg\" width=\"600\" height=\"400\"><br>\n{} ({})<br><br>\n",
        escape(&story.title),
        escape(&story.dek),
        byline(story, "&nbsp; "),
        escape(&story.caption),
        story.credit,
    );
    out += &each(&story.paragraphs, |text| format!("{}<br><br>\n", escape(text)));
    let _ = write!(
        out,
        "Copyedited by {}<br><br>\nComments to {}<br><br>\n{}<br>\n{}<br>\n{}<br>\n</body></html>\n",
        story.copyeditor,
        story.address,
        each(&story.footer, |text| format!("<a href=\"/{}/\">{text}</a><br>\n", slug(text))),
        partners(story, "&nbsp;&nbsp; | &nbsp;&nbsp;", "<br>\n"),
        escape(&story.copyright),
    );
    out
}

fn text(story: &Story) -> String {
    let (first, second) = story.partners.split_at(6.min(story.partners.len()));
    let bar = "   |   ";
    format!(
        "{}\n{}\n{}\n\n\n{} ({}) \n\n{}\n\nCopyedited by {}\n\nComments to {}\n\n{}\nPartners:{bar}{}\n{}\n{}\n",
        story.title,
        story.dek,
        byline(story, "  "),
        story.caption,
        story.credit,
        story.paragraphs.join("\n\n"),
        story.copyeditor,
        story.address,
        story.footer.join("\n"),
        first.join(bar),
        second.join(bar),
        story.copyright,
    )
}
