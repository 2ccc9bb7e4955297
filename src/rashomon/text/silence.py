"""Does a text only say that something is not told, known or decided? Who 'would not say' denies nothing. By pattern."""

from __future__ import annotations

import re

NOT = r"(?:not|n['’]t|never|cannot|no\s+one|nobody|none|neither|nor|no\s+\w+|nothing)"
SAY = (
    r"(?:say|comment|discuss|confirm|disclose|reveal|explain|name|identify|specify|elaborate|judge|exclude|rule\s+out|swear|predict|estimate|establish|determine|verify|recall|remember|decide|be\s+drawn|"
    r"be\s+(?:reached|said|established|determined|confirmed|verified|ruled\s+out|excluded|identified|measured|counted|"
    r"known|learned|judged|proved|proven|checked|found\s+out))"
)
WOULD = r"(?:would|will|can|could|may|might|does|do|did|am|is|are|was|were|wo|ca)"
WH = r"(?:whether|if|who|whom|whose|which|what|why|how|when|where)"
KNOW = (
    r"(?:say|says|said|saying|tell|told|show|shows|shown|showed|reveal\w*|disclose\w*|know|knows|knew|known|aware|clear|sure|"
    r"certain|establish\w*|determine\w*|explain\w*|answer\w*|recall\w*|remember\w*|confirm\w*|understand|understood|decid\w+|"
    r"clarif\w+|comment\w*|find\s+out|found\s+out|settle\w*|agree\w*|state|states|stated|specif\w+|record\w*|identif\w+|"
    r"discuss\w*|see|seen|judge\w*)"
)
OPENED = (
    r"(?:established|determined|decided|identified|known|clear|clarified|confirmed|verified|disclosed|"
    r"made\s+(?:known|public)|proved|proven)"
)
SETTLED = (
    rf"(?:{OPENED}|ruled|measured|counted|examined|concluded|analysed|analyzed|certain|final|heard|read|published)"
)
TOLD = (
    r"(?:comment|statement|word|information|details?|answer|answers|reply|response|figures?|explanation|view|opinion|"
    r"finding|findings|result|results|conclusion|decision|data|records?)"
)
PATTERNS = (
    # 'would not discuss the matter', 'nobody could say', 'was not ready to say'
    rf"\b{WOULD}\s*(?:not|n['’]t|never|neither|nor)\s+(?:(?:yet|even|at\s+once|\w+ly)\s+)?{SAY}\b",
    rf"\b{NOT}\s+(?:\w+\s+){{0,4}}?{WOULD}\s+(?:\w+\s+)?{SAY}\b",
    rf"\b{NOT}\s+(?:\w+\s+)?(?:ready|able|willing|prepared|free|allowed|in\s+a\s+position|possible)\s+to\s+{SAY}\b",
    # 'did not reveal who owned it', 'it is not known whether'
    rf"\b{NOT}\s+(?:\w+\s+){{0,3}}?{KNOW}\s+(?:\w+\s+){{0,2}}?{WH}\b",
    rf"\b{NOT}\s+(?:\w+\s+){{0,2}}?questions\s+(?:about|on|of)\b",
    # 'has not yet been measured', 'experts have yet to say'
    rf"\b(?:not|n['’]t|never)\s+(?:been\s+|be\s+)*{OPENED}\b(?!\s+(?:to|as|by)\b)",
    rf"\b(?:not|n['’]t)\s+(?:been\s+|be\s+)*yet\s+(?:been\s+|be\s+)*{SETTLED}\b",
    rf"\byet\s+to\s+(?:{SAY}|rule|comment|give|report|publish|examine|investigate|count|make\s+a)\b",
    # 'there was no word on it', 'made no statement about it'
    rf"\bno\s+(?:\w+\s+)?{TOLD}\s+(?:yet|on|about|as\s+to|regarding|for\s+now)\b",
    r"\bnothing\s+to\s+say\b|\bsaid\s+nothing\s+(?:on|about|of)\b|\bneither\b.{0,30}\bnor\s+(?:den\w+|rul\w+\s+out|exclud\w+)\b",
    r"\b(?:declin|refus)\w+\s+to\s+(?:say|comment|discuss|confirm|answer|speak|be\s+drawn|disclose|give|name)\b",
)
UNTOLD = re.compile("|".join(PATTERNS), re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:remain\w*|is|are|was|were)\s+(?:still\s+)?(?:unclear|uncertain|undecided|in\s+dispute|an\s+open\s+question|"
    r"anyone['’]s\s+guess|(?:not\s+)?for\s+\w+(?:\s+\w+){0,2}\s+to\s+(?:say|decide|judge|establish|determine))\b|"
    r"\bremain\w*\s+(?:unknown|open|to\s+be\s+\w+ed)\b|"
    r"\b(?:is|are|was|were)\s+(?:still\s+)?(?:being\s+)(?:\w+ly\s+)?(?:examined|investigated|clarified|calculated|checked|"
    r"established|reviewed|looked\s+into|compared|transcribed|analysed|analyzed|studied|verified|counted|assessed|sought|"
    r"pieced\s+together|evaluated)\b|"
    r"\b(?:investigat\w+|examin\w+|look(?:s|ed|ing)?\s+into|prob(?:e|es|ed|ing))\s+(?:\w+\s+){0,3}?"
    r"(?:alleged|allegations?|claims?|reports?|accusations?|suspected)\b|"
    r"\bunder\s+(?:review|investigation|examination)\b|\b(?:left|leaves|leave)\s+(?:it\s+)?unanswered\b|"
    r"^\W*(?:that\s+)?(?:whether|who|how|why|where|when|which)\b[^?]*\b(?:is|was|are|remains?)\s+"
    r"(?:still\s+)?(?:being|unclear|unknown|open|not\s+(?:known|clear)|to\s+be|for|a\s+matter|under|disputed)\b|"
    r"^\W*(?:that\s+)?(?:whether|how|why|when)\b[^?]*\b(?:depends?|cannot\s+be|could\s+not\s+be|can\s+only|will\s+be)\b",
    re.IGNORECASE,
)

WISHED = re.compile(
    r"^\W*(?:that\s+|for\s+)?(?:[\w’'-]+\s+){1,8}?(?:should|ought\s+to|must|needs?\s+to|ha[sd]\s+to)\s+(?!have\b)(?:be\s+)?\w+|"
    r"^\W*for\s+(?:[\w’'-]+\s+){1,6}?to\s+(?:be\s+)?\w+|"
    r"\bto\s+(?:tell|warn|remind)\s+(?:[\w’'-]+\s+){1,6}?(?:should|ought\s+to|must)\s+(?!have\b)\w+|"
    r"\b(?:asked|asks|ask|begged|urged|demanded|requested|wished|wanted|called\s+for|appealed|recommended|proposed)\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?:that\s+(?:[\w’'-]+\s+){1,6}?be\b|(?:not\s+)?to\s+\w+)|"
    r"\bthat\s+(?:[\w’'-]+\s+){1,4}?be\s+(?:\w+ed|left|kept|held|shut|put|made|given|taken|brought|sent)\b",
    re.IGNORECASE,
)
"""What should be so, or is asked for: 'he had written to ask that the gate be left open'."""


def wished(text: str) -> bool:
    """True for a request, a wish or a duty: it says of nothing that it was so.

    >>> wished("the gate should be left on the latch"), wished("the gate was left on the latch")
    (True, False)
    """
    return WISHED.search(text) is not None


def untold(text: str) -> bool:
    """True for a text by which nothing is said to be so or not so: it is not told, not known or still looked into.

    >>> untold("the register did not reveal who owned the firm"), untold("the controller never mentioned water")
    (True, False)
    """
    return bool(UNTOLD.search(text) or OPEN.search(text))
