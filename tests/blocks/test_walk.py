import pytest

from clinic_cms.blocks.walk import Node

HIGHLIGHTS = {
    "type": "highlights",
    "id": "h",
    "value": {
        "heading": "Why",
        "items": [
            {"type": "item", "id": "i", "value": {"heading": "Time", "text": "<p>An hour.</p>"}},
            {"type": "item", "id": "j", "value": {"heading": "Calm", "text": "<p>A garden.</p>"}},
        ],
    },
}


@pytest.fixture
def body(kosak):
    kosak.home.body = [{"type": "text", "id": "t", "value": "<p>Hello.</p>"}, HIGHLIGHTS]
    return Node.root(kosak.home, "body")


def test_leaves_come_in_reading_order_under_their_content_paths(body):
    assert [leaf.path for leaf in body.leaves()] == [
        "body.t",
        "body.h.heading",
        "body.h.items.i.heading",
        "body.h.items.i.text",
        "body.h.items.j.heading",
        "body.h.items.j.text",
    ]


def test_items_are_numbered_and_parts_are_not(body):
    text, highlights = body.children()
    heading, items = highlights.children()
    assert [node.number for node in (text, highlights, heading, items)] == [1, 2, None, None]
    assert [item.number for item in items.children()] == [1, 2]


def test_a_path_leads_down_as_far_as_it_is_there(body):
    down = [node.path for node in body.down_to("body.h.items.j.text")]
    assert down == ["body.h", "body.h.items", "body.h.items.j", "body.h.items.j.text"]
    assert [node.path for node in body.down_to("body.h.items.gone.text")] == down[:2]


def test_an_empty_list_has_no_leaves(kosak):
    kosak.home.body = [{**HIGHLIGHTS, "value": {"heading": "Why", "items": []}}]
    assert [leaf.path for leaf in Node.root(kosak.home, "body").leaves()] == ["body.h.heading"]
