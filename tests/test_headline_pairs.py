"""Headlines and bodies over all findings, fair ones too; every name is invented. Written before the rules were run."""

from __future__ import annotations

import pytest

from rashomon.model import Finding, Stance
from test_headline import finding, reading

FAIR, MORE, BARE, NOTHING = Finding.SUPPORTED, Finding.OVERSTATED, Finding.ATTRIBUTION_DROPPED, Finding.UNSUPPORTED
SAID, ALLEGED, DENIED, MAYBE = Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES, Stance.HEDGED
Said = tuple[str, str, str, Stance]
BRIDGE = "Councillor Ada Venn said the bridge fund had been emptied. The mayor said it was intact."
BRIDGE_SAID: tuple[Said, ...] = (
    ("Councillor Ada Venn", "said", "the bridge fund had been emptied", SAID),
    ("The mayor", "said", "it was intact", DENIED),
)
RAID = "Guards beat two pickers at the Orve farm on Monday, the pickers' union said. The farm rejected the accusation."
RAID_SAID: tuple[Said, ...] = (
    ("the pickers' union", "said", "Guards beat two pickers at the Orve farm on Monday", SAID),
    ("The farm", "rejected", "the accusation", DENIED),
)
QUAKE = "A quake killed 31 people in Vell on Sunday, the rescue service said."
QUAKE_SAID: tuple[Said, ...] = (("the rescue service", "said", "A quake killed 31 people in Vell on Sunday", SAID),)
WELL = "The well in Tarn may have been poisoned, the health office said."
WELL_SAID: tuple[Said, ...] = (("the health office", "said", "The well in Tarn may have been poisoned", MAYBE),)
TANKS = "Rebels shelled the Kesh mill on Friday, the army said."
TANKS_SAID: tuple[Said, ...] = (("the army", "said", "Rebels shelled the Kesh mill on Friday", SAID),)
TOLL = "The clinic said nine people had died. The army said two soldiers had died."
TOLL_SAID: tuple[Said, ...] = (
    ("The clinic", "said", "nine people had died", SAID),
    ("The army", "said", "two soldiers had died", SAID),
)
VOTE = "The council voted on Monday to close the Orve school. Nobody spoke against it."
FUND = (
    "Posts claimed that the priest had stolen the relief money. This could not be verified. The parish opened a tent."
)
FUND_SAID: tuple[Said, ...] = (("Posts", "claimed", "the priest had stolen the relief money", ALLEGED),)
LEAK = "A worker alleged that managers had hidden the leak at the Vell plant. The plant did not answer."
LEAK_SAID: tuple[Said, ...] = (("A worker", "alleged", "managers had hidden the leak at the Vell plant", ALLEGED),)
WALL = "The bus hit a wall in Orve on Monday. Two passengers were hurt."
FEW = "At least 40 tents burned in the camp on Monday. The camp is closed."
GAS = "Police used gas on the crowd in Tarn, two residents said. Police denied that they had used gas on the crowd."
GAS_SAID: tuple[Said, ...] = (
    ("two residents", "said", "Police used gas on the crowd in Tarn", SAID),
    ("Police", "denied", "that they had used gas on the crowd", DENIED),
)

PAIRS: list[tuple[str, str, tuple[Said, ...], Finding]] = [
    # fair: the outlet's own account, or an attribution kept
    ("Council votes to close Orve school", VOTE, (), FAIR),
    ("Quake kills 31 in Vell", QUAKE, QUAKE_SAID, FAIR),
    ("31 dead in Vell quake, rescue service says", QUAKE, QUAKE_SAID, FAIR),
    ("Bridge fund emptied, councillor says", BRIDGE, BRIDGE_SAID, FAIR),
    ("Councillor: bridge fund emptied", BRIDGE, BRIDGE_SAID, FAIR),
    ("Guards beat pickers at Orve farm, says union", RAID, RAID_SAID, FAIR),
    ("Union accuses farm guards of beating pickers", RAID, RAID_SAID, FAIR),
    ("Did guards beat pickers at Orve farm?", RAID, RAID_SAID, FAIR),
    ("Tarn well may have been poisoned", WELL, WELL_SAID, FAIR),
    ("Rebels shelled Kesh mill: army", TANKS, TANKS_SAID, FAIR),
    ("Army: rebels shelled mill", TANKS, TANKS_SAID, FAIR),
    ("Bus hits wall in Orve, two hurt", WALL, (), FAIR),
    ("At least 40 tents burn in camp", FEW, (), FAIR),
    ("Managers hid leak at Vell plant, worker alleges", LEAK, LEAK_SAID, FAIR),
    ("OPINION: The managers knew", LEAK, LEAK_SAID, FAIR),
    ("What we know about the Vell leak", LEAK, LEAK_SAID, FAIR),
    ("Nine dead, says clinic; army says two", TOLL, TOLL_SAID, FAIR),
    ("'Guards beat two pickers'", RAID, RAID_SAID, FAIR),
    # a word against another's, or an accusation, told as fact
    ("Bridge fund emptied", BRIDGE, BRIDGE_SAID, BARE),
    ("Guards beat pickers at Orve farm", RAID, RAID_SAID, BARE),
    ("Pickers beaten by guards at Orve farm", RAID, RAID_SAID, BARE),
    ("Rebels shell Kesh mill", TANKS, TANKS_SAID, BARE),
    ("Kesh mill shelled by rebels", TANKS, TANKS_SAID, BARE),
    ("Nine dead in clash", TOLL, TOLL_SAID, BARE),
    ("Police use gas on crowd in Tarn", GAS, GAS_SAID, BARE),
    # more than the body says
    ("Tarn well poisoned", WELL, WELL_SAID, MORE),
    ("Managers hid leak at Vell plant", LEAK, LEAK_SAID, MORE),
    ("Priest stole relief money", FUND, FUND_SAID, MORE),
    ("40 tents burn in camp", FEW, (), MORE),
    ("Bus destroys wall in Orve", WALL, (), MORE),
    # nothing in the body
    ("60 tents burn in camp", FEW, (), NOTHING),
    ("Four hurt as bus hits wall in Orve", WALL, (), NOTHING),
    ("Mayor murdered rivals", VOTE, (), NOTHING),
    ("Army covered up massacre", VOTE, (), NOTHING),
]


@pytest.mark.parametrize(("title", "text", "said", "expected"), PAIRS)
def test_a_headline_against_its_body(title: str, text: str, said: tuple[Said, ...], expected: Finding) -> None:
    assert finding(reading(title, text, *said)) is expected
