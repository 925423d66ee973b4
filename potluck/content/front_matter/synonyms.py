"""Words that people take for the names of our keys: in other languages, in other programs, or by guess.

What is meant by them can only be offered; nothing is published under a name that is not ours.
"""

from __future__ import annotations

_LANGUAGES = {
    "title": "標題 标题 題目 题目 文章標題 文章标题 タイトル 題名 제목"
    " título titulo titre titel titolo tytuł naslov başlık"
    " überschrift"
    " заголовок название العنوان عنوان כותרת शीर्षक tiêu_đề judul otsikko rubrik cím název τίτλος titlu ชื่อเรื่อง"
    " শিরোনাম தலைப்பு",
    "author": "作者 著者 投稿者 筆者 撰文 작성자 저자 글쓴이 autor autora auteur auteure autrice"
    " auteurs autores autoren autore verfasser verfasserin yazar autorin автор"
    " الكاتب الكاتبة المؤلف كاتب מחבר מחברת מאת लेखक tác_giả penulis kirjoittaja författare forfatter szerző"
    " συγγραφέας ผู้เขียน écrit_par escrito_por geschrieben_von লেখক ஆசிரியர் نویسنده",
    "date": "日期 日付 發布日期 发布日期 發佈日期 投稿日 公開日 날짜 작성일 fecha datum fecha_de_publicación"
    " data_de_publicação date_de_publication veröffentlicht veröffentlicht_am дата التاريخ تاريخ תאריך दिनांक तारीख ngày"
    " tanggal päivämäärä dátum ημερομηνία tarih วันที่ তারিখ",
    "tags": "標籤 标签 標簽 タグ 태그 etiquetas etiqueta étiquettes schlagworte schlagwörter stichworte balises tagi"
    " mots_clés mots_clefs palabras_clave palavras_chave parole_chiave etichette теги метки ключевые_слова"
    " الوسوم وسوم תגיות תגים टैग thẻ etiketler etiketter tagit taggar 關鍵字 关键词 キーワード",
    "summary": "摘要 概要 要約 簡介 简介 요약 resumen resumo zusammenfassung résumé riassunto краткое_содержание"
    " синопсис описание beschreibung"
    " ملخص الملخص תקציר תקציר_הפוסט tóm_tắt ringkasan özet samenvatting streszczenie"
    " सारांश خلاصه περίληψη สรุป sammendrag sammanfattning",
    "lang": "語言 语言 言語 언어 idioma lenguaje sprache langue lingua язык اللغة لغة שפה ngôn_ngữ bahasa taal dil"
    " भाषा ভাষা மொழி ภาษา γλώσσα kieli språk sprog język jazyk мова زبان",
    "updated": "aktualisiert zuletzt_geändert geändert_am actualizado última_actualización atualizado mis_à_jour"
    " modifié_le aggiornato zaktualizowano обновлено güncellendi"
    " 更新日 更新日期 更新時間 最終更新 最終更新日 수정일 עודכן محدث",
    "series": "serie série seria serien 系列 シリーズ 시리즈 серия סדרה سلسلة",
    "image": "bild imagen imagem immagine obraz titelbild 圖片 图片 封面 画像 이미지 изображение hero_image heroimage",
    "status": "estado état stato zustand stan статус 狀態 状态 ステータス 상태 סטטוס الحالة",
    "draft": "rascunho borrador entwurf brouillon bozza szkic taslak черновик чернетка مسودة טיוטה 草稿 下書き 초안"
    " konsep wip is_draft isdraft",
    "translation_of": "übersetzung_von traducción_de tradução_de traduction_de traduzione_di 翻譯自 翻译自 翻訳元",
    "name": "名字 姓名 名前 이름 nombre nome nom naam full_name fullname real_name имя الاسم שם tên nama"
    " नाम নাম نام όνομα ชื่อ imię jméno",
    "website": "sitio sito página_web 網站 网站 ウェブサイト webseite sitio_web site_web сайт الموقع אתר",
}
_IN_ENGLISH = {
    "title": "headline heading name post_title title_of_post subject",
    "author": "my_name your_name mein_name mi_nombre mon_nom meu_nome von par por owner"
    " by from co_authored_by writer written_by posted_by author_name author_id post_author username handle"
    " created_by user byline creator contributor creators contributors",
    "date": "data day written_on published_on posted_on posted date_published publication_date release_date"
    " data_publikacji",
    "updated": "edited edited_on revised",
    "summary": "lede intro tldr tl;dr preview blurb",
    "tags": "labels label hashtags hashtag",
    "image": "picture hero banner photo img",
    "image_alt": "alt alt_text image_description",
    "status": "state post_status visibility",
    "translation_of": "translates translated_from original_post original original_slug",
}
_EVENTS = {
    "start": "date when time from begin begins starts begins_at starts_at start_at start_time start_date day",
    "end": "finish until till ends ends_at end_at to end_time end_date",
    "place": "location venue where address room",
    "link": "url website rsvp register registration signup sign_up",
    "name": "title",
}


def _words(of: dict[str, str], before: str = "") -> dict[str, str]:
    return {f"{before}{word}": f"{before}{key}" for key, words in of.items() for word in words.split()}


OTHER_LANGUAGES = _words(_LANGUAGES)
"""Names in other languages, and ours for each."""
SYNONYMS = OTHER_LANGUAGES | _words(_EVENTS, "event.") | _words(_IN_ENGLISH)
"""Words that people take for the names of ours; what is meant can only be offered."""
PERSON_SYNONYMS = _words({
    "pronouns": "pronoun pronombres pronombre pronomes pronome pronoms pronom pronomen pronomi zaimki местоимения"
    " 代名詞 代名词 인칭대명사 כינויים الضمائر",
    "role": "rol papel função funcion función rolle rôle ruolo rola роль 角色 役割 역할 תפקיד الدور position",
    "joined": "since member_since joined_at joined_on start_date date desde depuis seit dabei_seit dal"
    " 加入 加入日期 参加日",
    "avatar": "foto bild imagen imagem immagine obraz zdjęcie фото аватар 照片 頭像 头像 写真 사진 תמונה صورة"
    " profile_image profile_pic headshot portrait profile_picture profile_photo",
    "email": "mail e_mail email_address correo correo_electrónico courriel e_mail_adresse"
    " 電子郵件 電郵 邮箱 メール 이메일 почта",
    "name": "author title_name first_name firstname given_name my_name nickname display",
    "github": "github_username github_user github_id github_handle username",
    "website": "homepage_url link personal_website",
    "bluesky": "bsky bluesky_handle",
    "linkedin": "linked_in",
})  # fmt: skip
