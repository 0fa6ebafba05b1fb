"""Names of people: cleaned of what lists add to them, and read aloud for search and sorting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

DOT = "·"
_DOTS = re.compile(r"[・•‧･∙⋅·᛫●]")
_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\x00-\x08]"
)
_VARIATION = re.compile("[\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_BEFORE = re.compile(
    r"^(?:[(（\[【<]?\d{1,4}[)）\]】>]?(?:[.．、,，:：)\s_-]+|(?=[^\d\s]))|[①-⑳⑴-⒇]\s*|[-—*＊#•◆●■]+\s*)"
)
_BRACKET = re.compile(r"[(（\[【〔〈<][^()（）\[\]【】〔〕〈〉<>]*[)）\]】〕〉>]?$")
_AFTER = re.compile(r"[\s*＊#＃△▲☆★※√✓✔☑^+＋、，,。.．;；:：!！~～'’\"”\d-]+$")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_MASKED = re.compile(r".[*＊]+")  # 王*: a hidden character, not a mark after the name
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}{DOT}]) +| +(?=[{_HAN}{DOT}])")
_POINT_IN_NAME = re.compile(rf"(?<=[{_HAN}])[.．](?=[{_HAN}])")

# Surnames that a dictionary of words reads otherwise; only as the first character of a name.
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "区": "ou", "曾": "zeng", "朴": "piao",
    "盖": "ge", "任": "ren", "乐": "yue", "翟": "zhai", "缪": "miao", "召": "shao", "车": "che",
    "冼": "xian", "洗": "xian", "盛": "sheng", "折": "she", "黑": "he", "重": "chong", "种": "chong",
    "秘": "bi", "祭": "zhai", "员": "yun", "佴": "nai", "隗": "wei", "覃": "qin", "郗": "xi",
    "那": "na", "哈": "ha", "纪": "ji", "过": "guo", "华": "hua", "应": "ying", "宁": "ning",
    "葛": "ge", "燕": "yan", "要": "yao", "令": "ling", "褚": "chu", "柏": "bai", "谌": "chen",
    "阚": "kan", "幺": "yao", "仝": "tong", "宓": "mi", "俞": "yu", "牟": "mu", "薄": "bo",
    "卜": "bu", "尉": "wei", "都": "du", "藏": "zang", "撒": "sa", "句": "gou", "乜": "nie",
    "占": "zhan", "曲": "qu", "郇": "xun", "繁": "po", "宿": "su", "肖": "xiao", "娄": "lou",
    "行": "xing", "相": "xiang", "强": "qiang", "石": "shi", "沈": "shen", "贾": "jia", "瞿": "qu",
    "逄": "pang", "呙": "guo", "适": "kuo", "尹": "yin", "殷": "yin", "能": "nai", "铅": "yan",
    "长": "chang", "传": "fu", "亓": "qi", "芈": "mi", "歙": "xi", "麴": "qu", "訾": "zi",
}  # fmt: skip
_LONG_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "澹台": "tan tai", "长孙": "zhang sun",
    "令狐": "ling hu", "宇文": "yu wen", "皇甫": "huang fu", "鲜于": "xian yu", "宰父": "zai fu",
    "亓官": "qi guan", "乐正": "yue zheng", "夏侯": "xia hou", "诸葛": "zhu ge", "呼延": "hu yan",
    "赫连": "he lian", "公孙": "gong sun", "上官": "shang guan", "欧阳": "ou yang", "司马": "si ma",
    "东方": "dong fang", "轩辕": "xuan yuan", "慕容": "mu rong", "端木": "duan mu", "南宫": "nan gong",
    "百里": "bai li", "东郭": "dong guo", "西门": "xi men", "钟离": "zhong li", "独孤": "du gu",
    "拓跋": "tuo ba", "纳兰": "na lan", "司徒": "si tu", "司空": "si kong", "太史": "tai shi",
    "申屠": "shen tu", "公羊": "gong yang", "闻人": "wen ren", "濮阳": "pu yang", "淳于": "chun yu",
    "太叔": "tai shu", "公冶": "gong ye", "宗政": "zong zheng", "第五": "di wu", "叶赫": "ye he",
}  # fmt: skip


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The name alone, and sentences on what was taken off or looks wrong.

    "1.王　伟（女）*" → ("王伟", (…)). Rare characters stay as they are; nothing is simplified.
    """
    if _PLAIN.fullmatch(text):  # as most are: nothing to take off
        return text, ()
    notes: list[str] = []
    name = _without_unseen(text, notes)
    name = _without_additions(name, notes)
    name = _without_spaces(name, notes)
    if _PRIVATE.search(name):
        notes.append("姓名里有自造字，换一台电脑可能显示不出，请改成标准字。")
    if "\ufffd" in name or re.search("[?？□■*＊]", name):
        notes.append("姓名里有认不出的字，请核对。")
    return name, tuple(notes)


def key(name: str) -> str:
    """What two writings of one name have in common: no spaces, dots or letter case."""
    if _PLAIN.fullmatch(name):
        return name
    folded = unicodedata.normalize("NFKC", clean(name)[0]).casefold()
    return re.sub(rf"[\s{DOT}.]", "", folded)


def initials(name: str) -> str:
    """`单雄信` → "SXX". A character without a reading stands for itself."""
    return "".join(_initial(part) for part in pinyin(name).split())


@lru_cache(maxsize=20_000)
def pinyin(name: str) -> str:
    """`单雄信` → "shan xiong xin": the surname as surnames are read, without tones."""
    return _read(name, tones=False)


@lru_cache(maxsize=20_000)
def sort_key(name: str) -> str:
    """Orders names as a Chinese list does: by sound, then tone, then the character."""
    return f"{_read(name, tones=True)} {name}"


def is_common(character: str) -> bool:
    """Whether the everyday set of characters (GB2312) has it; payroll systems often lack the rest."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _without_unseen(text: str, notes: list[str]) -> str:
    """Composed characters, nothing invisible, one kind of dot."""
    name = unicodedata.normalize("NFC", text)
    seen = _VARIATION.sub("", _UNSEEN.sub("", name))
    if seen != name:
        notes.append("姓名里有看不见的字符，已去掉。")
    seen = _SPACES.sub(" ", seen).strip()
    return _POINT_IN_NAME.sub(DOT, _DOTS.sub(DOT, seen))


def _without_additions(name: str, notes: list[str]) -> str:
    """Takes off numbering before it, and brackets, digits and marks after it; keeps at least something."""
    bare = _BEFORE.sub("", name)
    while not _MASKED.fullmatch(bare):
        shorter = _BRACKET.sub("", _AFTER.sub("", bare)).strip()
        if shorter == bare or not shorter:
            break
        bare = shorter
    bare = bare or name
    if bare != name:
        notes.append(f"“{name}”按“{bare}”处理。")
    return bare


def _without_spaces(name: str, notes: list[str]) -> str:
    """Spaces between Chinese characters go; those between Latin words stay."""
    joined = _BETWEEN_HAN.sub("", name)
    if joined != name:
        notes.append(f"姓名中间有空格，“{name}”按“{joined}”处理。")
    return joined


def _initial(part: str) -> str:
    """The first letter of a syllable or Latin word, in capitals."""
    return part[0].upper()


def _read(name: str, tones: bool) -> str:
    """The syllables of a name, separated by spaces."""
    if not name:
        return ""
    surname, rest = _split(name)
    syllables = surname.split() + _syllables(rest, tones)
    return " ".join(part for part in syllables if part.strip(f" {DOT}"))


def _split(name: str) -> tuple[str, str]:
    """The reading of a surname that needs one, and the rest of the name."""
    long = _LONG_SURNAMES.get(name[:2])
    if long and len(name) > 2:
        return long, name[2:]
    short = _SURNAMES.get(name[0])
    return (short, name[1:]) if short else ("", name)


def _syllables(text: str, tones: bool) -> list[str]:
    """What the dictionary says, word by word; unknown characters stand for themselves."""
    if not text:
        return []
    from pypinyin.constants import PHRASES_DICT

    if len(text) > 4 or not _HAN_ONLY.fullmatch(text) or any(word in PHRASES_DICT for word in _words(text)):
        return _dictionary(text, tones)
    return [_syllable(sign, tones) for sign in text]  # no word in it: sign by sign is the same, and quick


def _words(text: str) -> list[str]:
    """Every part of a text with more than one character."""
    size = len(text)
    return [text[start:end] for start in range(size) for end in range(start + 2, size + 1)]


@lru_cache(maxsize=10_000)
def _syllable(sign: str, tones: bool) -> str:
    """One character."""
    return _dictionary(sign, tones)[0]


def _dictionary(text: str, tones: bool) -> list[str]:
    """As the library reads it."""
    from pypinyin import Style, lazy_pinyin

    style = Style.TONE3 if tones else Style.NORMAL
    return lazy_pinyin(text, style=style, errors=_keep)


def _keep(text: str) -> Any:
    """Unknown Chinese characters one by one, Latin words whole (typed too narrowly by the library)."""
    parts = re.findall(rf"[{_HAN}]|[^\s{_HAN}]+", text)
    return [part.strip(DOT).casefold() for part in parts]
