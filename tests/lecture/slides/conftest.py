from tests.lecture.page.conftest import lecture_config, renders
from tests.lecture.present.conftest import published

__all__ = ["lecture_config", "published", "renders"]
