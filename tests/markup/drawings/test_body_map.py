"""A body map shows points at their positions, with clear labels."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import combinations, pairwise
from typing import get_args

import pytest
import yaml

from acucontent.document.drawings import BodyMap, InvalidDrawing, MapPanel, MapPoint, View
from acucontent.markup import drawings as figures
from acucontent.markup.drawings import lay_out_drawing, lay_out_pieces
from acucontent.markup.drawings.body_map import SPARSE_SCALE, lay_out_panel
from acucontent.markup.drawings.curves import Point
from acucontent.markup.drawings.figures import FRAMES, draw_figure
from acucontent.markup.drawings.leader_lines import is_crossing, is_touching, spread_heights
from acucontent.markup.drawings.lettering import PAGE, Lettering
from acucontent.markup.drawings.scene import Dot, Line, Path, Scene
from acucontent.model.acupoints import BodyView
from acucontent.model.known_points import load_known_points
from tests.markup.drawings.examples import HAND, body_map, other_map

PANELS = {each.view: each for each in (*body_map().panels, *other_map().panels)}
views = pytest.mark.parametrize("view", PANELS)
sizes = pytest.mark.parametrize("size", [10, 12, 16])


def drawn(view: View, size: float = 10) -> Scene:
    """Return a panel of the shipped points, laid out on paper."""
    return lay_out_panel(PANELS[view], Lettering(size))


def dots(found: Scene) -> list[Dot]:
    """Return the dots of points."""
    return [mark for mark in found.marks if isinstance(mark, Dot) and mark.name]


def lines(found: Scene) -> list[tuple[Point, ...]]:
    """Return the lines from labels to dots."""
    return [mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "leader"]


def extent(found: Scene) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom edge of the outline of the body on paper."""
    skin = next(mark for mark in found.marks if isinstance(mark, Path) and mark.look == "skin")
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", skin.d)]
    across, down = numbers[0::2], numbers[1::2]
    return min(across) + skin.x, min(down) + skin.y, max(across) + skin.x, max(down) + skin.y


def test_points_are_drawn_at_their_positions() -> None:
    """Each dot on the back has the distances of its point from the crown and midline, as fractions of the height."""
    found = drawn("back")
    left, crown, right, sole = extent(found)

    for point in PANELS["back"].points:
        shares = {
            (round(abs(dot.x - (left + right) / 2) / (sole - crown), 3), round((dot.y - crown) / (sole - crown), 3))
            for dot in dots(found)
            if dot.name == point.label
        }
        assert sorted(shares) == [pytest.approx(spot, abs=0.0015) for spot in sorted(point.positions)]


@views
def test_each_view_has_one_scale(view: View) -> None:
    """All dots of a view are moved and scaled equally, and a mirrored point has a dot on each side."""
    frame, found = FRAMES[view].scale_frame(SPARSE_SCALE if view == "front" else 1), dots(drawn(view))
    places = [
        frame.place_on_paper(x * side, y)
        for point in PANELS[view].points
        for side in ((-1, 1) if point.mirrored else (1,))
        for x, y in point.positions
    ]

    moves = {(round(dot.x - x, 6), round(dot.y - y, 6)) for dot, (x, y) in zip(found, places, strict=True)}
    assert len(moves) == 1


@views
@sizes
def test_lines_do_not_cross(view: View, size: float) -> None:
    """No line crosses another line or touches the dot of another point."""
    found = drawn(view, size)
    pieces = [piece for line in lines(found) for piece in pairwise(line)]

    assert not [pair for pair in combinations(pieces, 2) if is_crossing(*pair)]
    for line in lines(found):
        others = [dot for dot in dots(found) if (dot.x, dot.y) != line[-1]]
        assert not [dot for dot in others for piece in pairwise(line) if is_touching(piece, dot, clear=0.5)]


@views
def test_lines_do_not_cross_on_a_screen(view: View) -> None:
    """In a small figure, too, no line crosses another line, and each point has its label."""
    found = lay_out_panel(PANELS[view], Lettering(screen=True))
    pieces = [piece for line in lines(found) for piece in pairwise(line)]
    labels = {words.text for words in found.list_words() if words.look == "strong"}

    assert not [pair for pair in combinations(pieces, 2) if is_crossing(*pair)]
    assert labels >= {point.label for point in PANELS[view].points if point.is_labelled}


@views
def test_every_named_point_has_a_line_and_label(view: View) -> None:
    """Each named point is joined to its label; other points have only a dot."""
    found = drawn(view)
    labels = {words.text for words in found.list_words() if words.look == "strong"} - {PANELS[view].title}
    ends = {(line[-1]) for line in lines(found)}

    assert labels == {point.label for point in PANELS[view].points if point.is_labelled}
    assert {dot.name for dot in dots(found) if (dot.x, dot.y) in ends} == labels
    assert {dot.name for dot in dots(found)} == {point.label for point in PANELS[view].points}


@views
def test_labels_keep_the_order_of_height(view: View) -> None:
    """In a column, the labels are in the order of height of their points."""
    found = drawn(view)
    for start in {line[0][0] for line in lines(found)}:
        column = sorted((line[0][1], line[-1][1]) for line in lines(found) if line[0][0] == start)

        assert [spot for _, spot in column] == sorted(spot for _, spot in column)


def test_the_enlarged_part_is_framed_on_the_back() -> None:
    """The back has a frame around the enlarged part if another panel enlarges it."""
    alone = BodyMap((MapPanel("back", "Back", ()),))
    both = BodyMap((*alone.panels, MapPanel("low back", "Low back", ())))

    for drawing, frames in ((alone, 0), (both, 1)):
        looks = [getattr(mark, "look", "") for mark in lay_out_drawing(drawing, Lettering()).marks]
        assert looks.count("window") == frames


@pytest.mark.parametrize("view", ["back", "low back", "front", "face"])
def test_figures_are_symmetrical(view: View) -> None:
    """The left half of a figure is the mirror image of its right half."""
    frame = FRAMES[view]
    (skin, *_) = draw_figure(view)
    assert isinstance(skin, Path)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", skin.d)]

    places = {(round(x - frame.width / 2, 1), round(y, 1)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)}
    assert all(any(abs(x + a) < 0.15 and abs(y - b) < 0.15 for a, b in places) for x, y in places)


@pytest.mark.parametrize(("spot", "bones"), [(0, ("first", "middle")), (1, ("ring", "little"))])
def test_points_between_bones_of_the_hand_are_drawn_between_them(spot: int, bones: tuple[str, str]) -> None:
    """EX-UE7 is between the second and third bone, and between the fourth and fifth; its dots touch none of them."""
    hints = yaml.safe_load((files(figures) / "figures" / "hand.yaml").read_text(encoding="utf-8"))["hints"]
    x, y = HAND["EX-UE7"][spot]
    dot = FRAMES["hand"].place_on_paper(x, y)[0]

    left, right = (FRAMES["hand"].place_on_paper(at_height(hints[f"{bone} finger bone"], y), y)[0] for bone in bones)

    assert left + 3.2 <= dot <= right - 3.2


def at_height(bone: list[Point], y: float) -> float:
    """Return the x of a bone at a height."""
    pieces = [(low, high) for high, low in pairwise(bone) if low[1] <= y <= high[1]]
    ((low, high),) = pieces
    return low[0] + (high[0] - low[0]) * (y - low[1]) / (high[1] - low[1])


def test_panels_are_next_to_the_first_if_there_is_room() -> None:
    """A map in large type that may be wider is not much taller than wide, so its heading fits on its page."""
    narrow, wide = (lay_out_drawing(body_map(), Lettering(17, room=room)) for room in (468, 600))

    assert wide.height < narrow.height
    assert wide.height < 1.25 * wide.width


def test_a_body_with_few_points_is_smaller() -> None:
    """A whole body that shows only a few points leaves room for the views that show more."""
    front = next(panel for panel in other_map().panels if panel.view == "front")
    empty = replace(front, points=())

    assert len(front.points) == 2
    assert lay_out_panel(front, Lettering()).height < 0.6 * lay_out_panel(empty, Lettering()).height


def test_many_views_are_in_rows() -> None:
    """Views that are much taller together than the first one are in rows and not in one column beside it."""
    alone = [lay_out_panel(panel, Lettering()) for panel in other_map().panels[1:]]
    found = lay_out_drawing(BodyMap(other_map().panels[1:]), Lettering())

    assert found.width == PAGE
    assert found.height < sum(panel.height for panel in alone[1:])


@pytest.mark.parametrize("size", [10.5, 13, 17])
def test_a_map_that_is_taller_than_a_page_is_drawn_in_pieces(size: float) -> None:
    """All views with all of their points are drawn, in pieces that fit on a page and name their views."""
    drawing = BodyMap((*body_map().panels, *other_map().panels))
    pieces = lay_out_pieces(drawing, Lettering(size))

    assert len(pieces) > 1
    assert all(piece.height <= Lettering().tallest for piece in pieces)
    assert sorted(". ".join(piece.name for piece in pieces).split(". ")) == sorted(
        panel.title for panel in drawing.panels
    )
    assert {dot.name for piece in pieces for dot in dots(piece)} == {
        point.label for panel in drawing.panels for point in panel.points
    }


@sizes
def test_the_title_of_a_small_figure_does_not_overlap_the_names_of_its_sides(size: float) -> None:
    """Words above a figure have room, also if the figure is drawn in half its size."""
    few = MapPanel("back", "The back of the body", (MapPoint("BL40", 0, 0.7),), "left", "right")
    boxes = [words.box for words in lay_out_panel(few, Lettering(size)).list_words()]

    assert not any(
        one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
        for one, two in combinations(boxes, 2)
    )


def test_every_view_of_the_model_is_drawn() -> None:
    """Each view that a guide can name has a figure, and all positions of the package are on theirs."""
    assert set(get_args(BodyView)) == set(FRAMES) - {"low back"}
    for code, known in load_known_points().items():
        if place := known.facts.get("diagram"):
            assert FRAMES[place["view"]].has_position(place["x"], place["y"]), code


def test_labels_are_moved_as_little_as_possible() -> None:
    """Labels with enough space are not moved, crowded ones spread from their middle, and none leaves the column."""
    assert spread_heights([10, 50, 90], 12, 0, 100) == [10, 50, 90]
    assert spread_heights([50, 50, 50], 12, 0, 100) == [38, 50, 62]
    assert spread_heights([95, 98], 12, 0, 100) == [88, 100]
    assert spread_heights([2, 3], 12, 0, 100) == [0, 12]
    assert spread_heights([], 12, 0, 100) == []


def test_a_position_outside_the_view_is_refused() -> None:
    """A point is never drawn outside its figure."""
    head = MapPanel("side", "Side", (MapPoint("GB20", 0, 0.088),))

    with pytest.raises(InvalidDrawing, match=r"GB20: the position x 0, y 0\.088 is outside the side view\."):
        lay_out_drawing(BodyMap((head,)), Lettering())


def test_duplicate_labels_are_refused() -> None:
    """Two points of a panel cannot have the same label."""
    with pytest.raises(InvalidDrawing, match="duplicate labels: BL23"):
        MapPanel("back", "Back", (MapPoint("BL23", 0.02, 0.361), MapPoint("BL23", 0.02, 0.4)))


def test_text_after_a_label_is_drawn_with_it() -> None:
    """A point may have a few words after its label."""
    (back, *_) = body_map().panels
    first = replace(back.points[0], text="at the base of the skull")

    found = lay_out_panel(replace(back, points=(first,)), Lettering())

    assert f"{first.label} at the base of the skull" in [words.text for words in found.list_words()]
