from pedigree.progress import Told


def test_what_the_server_tells_is_shown_on_a_terminal(capsys):
    with Told(True) as told:
        told.tell("comparing", 1234)
    shown = capsys.readouterr().err
    assert "comparing" in shown and "1234 rows" in shown


def test_what_the_server_tells_is_handed_on_or_left_out(capsys):
    heard = []
    with Told(lambda *stage: heard.append(stage)) as told:
        told.tell("comparing", 7)
    with Told(False) as told:
        told.tell("comparing", 7)
    assert heard == [("comparing", 7, 7)]
    assert capsys.readouterr().err == ""
