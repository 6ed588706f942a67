//! What the words before a date say that it is.

/// What a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Of the publication: it is said so.
    Published,
    /// Of the last change.
    Modified,
    /// Nothing is said.
    Unsaid,
    /// Of something else: a print issue, an event, a notice of copyright.
    Other,
}

#[rustfmt::skip]
const MODIFIED: &[&str] = &[
    "updated", "update", "modified", "last edited", "edited", "revised", "last reviewed", "reviewed", "last changed",
    "aktualisiert", "aktualisierung", "geändert", "bearbeitet", "überarbeitet", "stand",
    "mis à jour", "mise à jour", "màj", "maj", "modifié", "actualisé", "dernière modification",
    "actualizado", "actualizada", "actualización", "modificado", "atualizado", "atualizada", "atualização", "atualizado em",
    "aggiornato", "aggiornamento", "ultima modifica", "modificato", "actualitzat",
    "bijgewerkt", "gewijzigd", "laatste update", "uppdaterad", "ändrad", "opdateret", "oppdatert", "endret", "sist oppdatert", "päivitetty", "muokattu", "uuendatud", "muudetud", "atjaunots", "atnaujinta", "uppfært",
    "aktualizacja", "zaktualizowano", "ostatnia modyfikacja", "modyfikacja", "aktualizováno", "aktualizované", "upraveno", "frissítve", "frissítés", "módosítva", "actualizat", "modificat",
    "ažurirano", "ažurirano:", "izmjena", "posodobljeno", "ажурирано", "обновена", "обновено", "актуализирано",
    "обновлено", "обновление", "изменено", "изменён", "оновлено", "оновлення", "змінено",
    "ενημέρωση", "ενημερώθηκε", "τελευταία ενημέρωση", "τροποποίηση",
    "güncelleme", "güncellendi", "güncellenme", "son güncelleme", "yenilənib", "diperbarui", "pembaruan", "kemas kini", "cập nhật",
    "تحديث", "آخر تحديث", "تعديل", "به‌روزرسانی", "بروزرسانی", "ویرایش", "עודכן", "עדכון", "अपडेटेड", "अपडेट", "अद्यतन", "আপডেট", "อัปเดต", "อัพเดท", "ปรับปรุง", "แก้ไข",
    "更新", "修改", "最終更新", "最后修改", "最後修改", "最后更新", "最後更新", "更新日", "업데이트", "수정", "최종수정", "갱신",
];

#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "published", "first published", "posted", "created", "publication date", "date", "issued", "originally published", "filed", "published on", "posted on", "published at", "pub date", "publish date", "published date", "date published", "online",
    "veröffentlicht", "erschienen", "erstellt", "publiziert", "vom", "datum", "online seit", "publikationsdatum",
    "publié", "publiée", "créé", "paru", "mis en ligne", "posté", "publicado", "publicada", "publicación", "publicação", "creado", "pubblicato", "data", "fecha", "publicat",
    "gepubliceerd", "geplaatst", "publicerad", "publicerat", "udgivet", "offentliggjort", "publisert", "julkaistu", "avaldatud", "publicēts", "paskelbta", "birt",
    "opublikowano", "opublikowany", "data publikacji", "publikacja", "dodano", "utworzono", "publikováno", "zveřejněno", "vydáno", "publikované", "közzétéve", "megjelent", "publicat la", "publicat", "objavljeno", "objava", "објављено",
    "публикувана", "публикувано", "опубликовано", "дата публикации", "размещено", "создано", "опубліковано", "дата", "δημοσίευση", "δημοσιεύτηκε", "δημοσιεύθηκε", "ημερομηνία", "καταχώρηση",
    "yayınlanma", "yayınlandı", "yayın tarihi", "giriş", "oluşturulma", "eklenme", "tarih", "diterbitkan", "tanggal", "đăng", "xuất bản", "ngày đăng",
    "نشر", "نشر في", "تاريخ النشر", "تاریخ انتشار", "منتشر", "פורסם", "प्रकाशित", "पब्लिश्ड", "প্রকাশ", "প্রকাশিত", "เผยแพร่", "วันที่", "โพสต์",
    "发布", "發布", "發佈", "发表", "發表", "时间", "時間", "日期", "发稿", "发布日期", "发布时间", "发表时间", "刊登", "公開", "公開日", "投稿", "投稿日", "掲載", "配信", "登録", "등록", "입력", "작성", "게시", "기사입력",
];

#[rustfmt::skip]
const OTHER: &[&str] = &[
    "no", "vol", "volume", "issue", "born", "died", "since", "until", "till", "by", "expires", "valid", "copyright", "©", "(c)", "joined", "registered", "member since", "accessed", "retrieved", "today", "heute ist", "deadline", "starts", "ends", "from", "event",
    "bis", "seit", "geboren", "depuis", "jusqu", "第", "期", "期号", "截至", "截止", "出生", "注册", "今天是", "今天", "入会", "joined on", "abgerufen",
];

/// The role that the end of this text gives to a date right after it.
#[must_use]
pub(super) fn role_after(before: &str) -> Role {
    let before: String = before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    let before =
        before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | ')' | '\u{e00}'..='\u{e7f}' | '\u{900}'..='\u{9ff}'));
    let mut words = before.split(|c: char| c.is_whitespace()).rev().filter(|word| !word.is_empty());
    // A connecting word or a weekday may stand between the label and the date.
    let tails = [before.to_owned(), trimmed_word(before, words.next()), {
        let one = trimmed_word(before, before.split_whitespace().next_back());
        let last = one.split_whitespace().next_back().map(str::to_owned);
        trimmed_word(&one, last.as_deref())
    }];
    for (skipped, tail) in tails.iter().enumerate() {
        if tail.is_empty() {
            break;
        }
        for (labels, role) in [(MODIFIED, Role::Modified), (PUBLISHED, Role::Published), (OTHER, Role::Other)] {
            let number_between = skipped == 1 && before.ends_with(|c: char| c.is_ascii_digit());
            if (skipped == 0 || number_between || role != Role::Other) && labels.iter().any(|label| ends_with_word(tail, label)) {
                return role;
            }
        }
    }
    Role::Unsaid
}

fn trimmed_word(text: &str, word: Option<&str>) -> String {
    word.and_then(|word| text.strip_suffix(word)).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether a text ends with a label that is a word of its own (in scripts without spaces: that ends it).
fn ends_with_word(text: &str, label: &str) -> bool {
    text.strip_suffix(label).is_some_and(|before| {
        let spaceless =
            label.chars().next().is_some_and(|c| crate::text::is_cjk(c) || matches!(c, '\u{e00}'..='\u{e7f}' | '\u{ac00}'..='\u{d7af}'));
        spaceless || before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    }) || (label.chars().all(crate::text::is_cjk)
        && ["于", "於", "日期", "时间", "時間", "日", "日時", "：", "在", "为"]
            .iter()
            .any(|tail| text.strip_suffix(tail).is_some_and(|text| text.ends_with(label))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_a_date() {
        for text in [
            "Last updated: ",
            "Updated on Friday, ",
            "更新时间：",
            "Zuletzt aktualisiert am ",
            "Обновлено в ",
            "最終更新日：",
            "(Mis à jour le ",
        ] {
            assert_eq!(role_after(text), Role::Modified, "{text}");
        }
        for text in [
            "Published ",
            "Posted on Fri ",
            "发布时间：",
            "发表于 ",
            "Опубликовано: ",
            "Veröffentlicht am ",
            "Publié le vendredi ",
            "입력 ",
        ] {
            assert_eq!(role_after(text), Role::Published, "{text}");
        }
        for text in ["NO. ", "NO. 20 ", "Copyright © ", "Issue ", "valid until "] {
            assert_eq!(role_after(text), Role::Other, "{text}");
        }
        for text in ["", "By Ann Lee, ", "The Gull | ", "BEIJING, "] {
            assert_eq!(role_after(text), Role::Unsaid, "{text}");
        }
    }
}
