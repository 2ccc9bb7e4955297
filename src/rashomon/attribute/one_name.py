"""Names that are one across reports: candidates by key, a pure judgement of a pair, and unique fits.

Names are joined first where they are surely one (`same`), then a short form, an acronym or a bare surname joins the
one group it fits. Where two groups fit, it joins none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from rashomon.text.bodies import body
from rashomon.text.names import ARTICLES, SMALL, is_acronym, parted, stands_for, tokens, words
from rashomon.text.translit import keys, same_given


@dataclass(frozen=True, slots=True)
class Form:
    """One source of one report as it is compared with others."""

    id: str
    name: str
    person: bool
    forms: frozenset[str]
    """Its folded proper names, as printed."""
    gender: str = ""
    outlet: bool = False
    """True for a report's own outlet, which need not be a source anywhere."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded words of its longest name."""
        return _parts(self.name)


@lru_cache(maxsize=1 << 16)
def _parts(name: str) -> tuple[str, ...]:
    return parted(name).parts


def sure_keys(form: Form) -> Iterator[str]:
    """Keys under which surely equal names meet: the whole name in any order of its words, a surname, an acronym."""
    for name in form.forms:
        parts = [t for t in tokens(name) if t not in SMALL]
        yield "name " + " ".join(sorted(parts))
        if form.person and len(parts) > 1:
            yield "last " + keys(tuple(parts))[-1] if keys(tuple(parts)) else "last "


def same(left: Form, right: Form) -> bool:
    """True when two names are surely one's: equal but for spelling, titles and order, given names in agreement."""
    if left.gender and right.gender and left.gender != right.gender:
        return False
    a, b = ({" ".join(sorted(t for t in tokens(n) if t not in SMALL)) for n in f.forms} for f in (left, right))
    if shared := a & b:
        # one word is a person's surname or a body's acronym: not enough across people and bodies
        return any(len(name.split()) > 1 for name in shared) or (left.person == right.person and not left.person)
    if not (left.person and right.person) or min(len(left.parts), len(right.parts)) < 2:
        return False
    one, two = keys(left.parts), keys(right.parts)
    return bool(one and two) and one[-1] == two[-1] and same_given(left.parts[0], right.parts[0])


def short_keys(form: Form) -> Iterator[str]:
    """Keys under which a short form meets the long one: each word by its sound, and the initials."""
    for name in form.forms:
        parts = [t for t in tokens(name) if t not in ARTICLES]
        yield from keys(tuple(parts))
        yield "".join(t[0] for t in parts)
        yield "".join(t[0] for t in parts if t not in SMALL)
        yield name.replace(".", "")


def shortens(short: Form, long: Form) -> bool:
    """True when one name may be short for another: a surname, an acronym, a body's name without its last words."""
    if short.gender and long.gender and short.gender != long.gender:
        return False
    a, b = short.parts, long.parts
    if any(
        len(n) <= 7 and " " not in n and is_acronym(n.upper()) and stands_for(n, m)
        for n in short.forms
        for m in long.forms
    ):
        return not long.person
    if len(a) >= len(b):
        return False
    if long.person:
        # a bare name that one report has alone may be read as a body's
        return (short.person or bare(short)) and len(a) == 1 and keys(a)[-1:] == keys(b)[-1:]
    generic = words().outlet_names | words().organizations | words().outlets | words().bodies | SMALL
    rest = set(b) - set(a)
    if _inside_of(long.name, a) or rest & words().documents:  # a body's charter is not the body
        return False
    if not set(a) <= set(b) or set(a) <= generic or _another_sort(short.name, long.name):
        return False
    first = len(a) == 1 and a[0] == b[0] and bare(short) and not short.person  # 'Ostrane' of 'Ostrane Minerals'
    return rest <= generic or first or (len(a) > 1 and (a[0] == b[0] or not short.person))


APART = frozenset([
    "union", "association", "federation", "guild", "club", "party", "hospital", "school", "university", "society",
    "forum", "institute", "academy", "command", "congress", "museum",
])  # fmt: skip
"""Sorts of bodies that bear another's name, or a place's: a company's union is not the company."""


def _another_sort(short: str, long: str) -> bool:
    """True where the long name is of a public body, a union, a school, and the short one does not say so."""
    made, other = body(long), body(short)
    if made is None or (other is not None and other.sort == made.sort):
        return False
    return made.sort in APART or made.sort in words().bodies - words().outlets


def _inside_of(name: str, short: tuple[str, ...]) -> bool:
    """True where a short name is only what a longer one belongs to: 'Tavoria' is no 'Ministry of Tavoria'."""
    parts = tokens(name)
    spots = [at for at, word in enumerate(parts) if word == short[0]]
    return bool(spots) and all(any(w in {"of", "for", "in", "de"} for w in parts[max(0, at - 2) : at]) for at in spots)


Likeness = tuple[str, bool, frozenset[str], str]
"""What a judge looks at: forms that agree in it are judged once."""


def bare(form: Form) -> bool:
    """True for one capitalised word that says nothing of what it names ('Reyl'): no acronym, no outlet."""
    (*rest, name) = sorted(form.forms)
    return not (rest or form.outlet or " " in name or is_acronym(form.name)) and form.name[:1].isupper()


class Sets:
    """Disjoint sets of forms; every question is asked of groups, so that no result hangs on an order."""

    def __init__(self, forms: Sequence[Form]) -> None:
        found = {form.id: form for form in forms}
        for form in forms:  # an outlet is one, whatever its reports credit
            if form.outlet:
                found[form.id] = replace(form, forms=found[form.id].forms | form.forms)
        self.forms = list(found.values())
        self.parent = list(range(len(self.forms)))
        self.members = {at: [at] for at in self.parent}
        self.alike: dict[Likeness, list[int]] = defaultdict(list)
        for at, f in enumerate(self.forms):
            self.alike[f.name, f.person, f.forms, f.gender].append(at)

    def root(self, at: int) -> int:
        """The form that stands for a form's set."""
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        """Make two sets one."""
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self.parent[high] = low
            self.members[low] += self.members.pop(high)

    def buckets(self, made: Callable[[Form], Iterable[str]]) -> list[list[list[int]]]:
        """The forms under each key, those that a judge cannot tell apart together."""
        found: dict[str, dict[int, list[int]]] = defaultdict(dict)
        for forms in self.alike.values():
            for key in made(self.forms[forms[0]]):
                found[key][forms[0]] = forms
        return [[found[key][first] for first in sorted(found[key])] for key in sorted(found)]

    def join_pairs(self, made: Callable[[Form], Iterable[str]], judge: Callable[[Form, Form], bool]) -> None:
        """Join every two forms of one bucket that the judge takes for one, unless their groups hold two given names."""
        for forms in self.alike.values():
            if judge(self.forms[forms[0]], self.forms[forms[0]]):
                for at in forms[1:]:
                    self.join(forms[0], at)
        buckets = self.buckets(made)
        met = {(x[0], y[0]): (x, y) for bucket in buckets for n, x in enumerate(bucket) for y in bucket[n + 1 :]}
        for (first, other), (left, right) in sorted(met.items()):
            if judge(self.forms[first], self.forms[other]):
                for a, b in product(self.apart(left), self.apart(right)):
                    if self.root(a) != self.root(b) and self._agree(a, b):
                        self.join(a, b)

    def apart(self, forms: Sequence[int]) -> list[int]:
        """One form of each group among some forms."""
        return list({self.root(at): at for at in reversed(forms)}.values())[::-1]

    def _agree(self, a: int, b: int) -> bool:
        held = (self.forms[at] for at in (*self.members[self.root(a)], *self.members[self.root(b)]))
        people = [f for f in held if f.person and len(f.parts) > 1]
        given = sorted({f.parts[0] for f in people})
        genders = {f.gender for f in people if f.gender}
        return len(genders) < 2 and all(same_given(f, g) for f in given for g in given)

    def join_unique(self, made: Callable[[Form], Iterable[str]], judge: Callable[[Form, Form], bool]) -> None:
        """Join each group to the one group that it shortens; to none where several fit."""
        fits: dict[int, set[int]] = {}
        seen: set[tuple[int, int]] = set()
        for bucket in self.buckets(made):
            for short, long in product(bucket, bucket):
                if (short[0], long[0]) in seen or not judge(self.forms[short[0]], self.forms[long[0]]):
                    continue
                seen.add((short[0], long[0]))
                there = {self.root(b) for b in long}
                for a in {self.root(at) for at in short}:
                    fits.setdefault(a, set()).update(there - {a})
        # what fits and is itself short for the other fitting one is no rival
        for at in sorted(n for n in fits if fits[n]):
            longest = {b for b in fits[at] if not fits.get(b, set()) & fits[at]}
            if len(longest) == 1 and at not in fits.get(next(iter(longest)), set()):
                self.join(at, next(iter(longest)))

    def groups(self) -> list[list[Form]]:
        """The sets, in the order of their forms."""
        return [[self.forms[at] for at in sorted(self.members[root])] for root in sorted(self.members)]
