import pytest


@pytest.fixture(autouse=True)
def words_repeat_the_source(parrots):
    """What is tested here is not what translations say."""
