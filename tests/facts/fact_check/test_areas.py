"""Counties and districts are found in Chinese, Japanese and Korean, too."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


def found(text: str, language: str, areas: tuple[str, ...] = ()) -> list[str]:
    place = {
        "city": "苏州",
        "region": "",
        "country": "CN",
        "service_areas": [("area", area) for area in areas],
    }
    clinic = make_clinic("source", host="source.example", location=place).clinic
    findings = check_texts([MergeText("overview", text, False)], language=language, source=clinic)
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    ("language", "text", "area"),
    [
        ("zh-hans", "我们服务橙县的患者。", "橙县"),
        ("zh-hans", "横滨市的患者可以预约。", "横滨市"),
        ("zh-hans", "我们在姑苏区接诊。", "姑苏区"),
        ("zh-hans", "来自吴中区的李女士。", "吴中区"),
        ("zh-hans", "诊所也服务浙江省。", "浙江省"),
        ("ja", "港北区にあります。", "港北区"),
        ("ja", "神奈川県の方が来られます。", "神奈川県"),
        ("ja", "患者様は青葉区から通院します。", "青葉区"),
        ("ko", "강남구에 있습니다.", "강남구"),
        ("ko", "환자들은 용인시에서 옵니다.", "용인시"),
        ("ko", "경기도에서도 환자들이 오십니다.", "경기도"),
    ],
)
def test_a_county_or_district_near_the_clinic_is_found(language, text, area):
    assert found(text, language) == [area]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-hans", "疼痛区域扩大。患者在社区和山区散步。"),
        ("zh-hans", "一项研究在朝阳区的患者中进行。"),
        ("zh-hans", "大脑皮质运动区负责动作。患者的神经根区受压。"),
        ("ja", "痛みの区域が広がる。地区の患者が集まる。"),
        ("ko", "환자는 다시에 가까운 도구의 도움을 받습니다. 정도에 따라 옵니다."),
    ],
)
def test_words_that_end_like_one_are_none(language, text):
    assert found(text, language) == []


def test_the_clinics_own_town_keeps_its_tag():
    assert found("我们为苏州市和昆山市的居民服务。", "zh-hans", ("昆山",)) == ["苏州", "昆山"]
