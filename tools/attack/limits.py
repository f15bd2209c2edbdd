"""D3: asking more often than anybody may, all at once."""
from concurrent.futures import ThreadPoolExecutor

from .world import Seen

POSTS = 200
THREADS = 40


def flood_one_address(world):
    """200 posts of the public form at once from 200 sources, for 200 spellings of one address."""
    name, _at, domain = world.address("flood").partition("@")
    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(lambda number: _post_form(
            world.visitor(f"127.0.1.{number + 1}", number), f"{name}+{number}@{domain}"),
            range(POSTS)))
    return _of_waiting(world, f"{name}+%", 3, answers)


def flood_from_one_source(world):
    """200 posts at once from one source, which says it is 200, each for another address."""
    domain = world.address("source").partition("@")[0] + ".example"
    visitors = [world.visitor("127.0.2.1", host) for host in range(2)]
    tokens = [visitor.token("/privacy/request") for visitor in visitors]
    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(lambda number: _post_form(
            visitors[number % 2], f"me{number}@{domain}", tokens[number % 2],
            f"192.0.2.{number}"), range(POSTS)))
    return _of_waiting(world, f"%@{domain}", 10, answers)


def press_twice_in_the_portal(world):
    """200 equal posts in the portal at once."""
    address = world.address("twice")
    eve = world.sign_up(address)
    token = eve.token("/my/privacy/new")

    def post(_number):
        return eve.post("/my/privacy/new", token=token, right="access", text="Mine").status

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(post, range(POSTS)))
    made = len(world.requests_of(address))
    return Seen(made == 1 and set(answers) == {200}, f"{made} made, answers {_counted(answers)}")


def _post_form(visitor, email, token=None, claimed="192.0.2.1"):
    """Post the public form; return the code of the answer."""
    return visitor.post("/privacy/request", token=token, right="access", email=email,
                        headers={"X-Forwarded-For": claimed}).status


def _of_waiting(world, pattern, most, answers):
    waiting = world.officer.call("privacy.request.pending", "search_count", [
        ("person_email", "=like", pattern)])
    return Seen(waiting == most and set(answers) <= {200, 429},
                f"{waiting} waiting (limit {most}), answers {_counted(answers)}")


def _counted(answers):
    return ", ".join(f"{answers.count(each)} x {each}" for each in sorted(set(answers)))
