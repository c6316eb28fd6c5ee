"""Clip 3: the cell with every role as a component, then one real step in numbers."""

from manim import (
    DOWN,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    Succession,
    VGroup,
    Wait,
)

from rnn_math.trace import Address
from scenes.lecture_scene import LectureScene
from scenes.lighting import DIM, LIT, REST, Light
from scenes.mobjects.arrive import Arrive, Leave
from scenes.mobjects.activation_plot import Pass
from scenes.mobjects.bend import BendingStage
from scenes.mobjects.cell import CellDiagram
from scenes.mobjects.column import Column
from scenes.mobjects.column_sum import ColumnSum
from scenes.mobjects.equation import Equation
from scenes.mobjects.handover import Handover
from scenes.mobjects.product import Area, MatrixProduct
from scenes.mobjects.reading import Reading
from scenes.mobjects.role_line import RoleLine
from scenes.mobjects.worked_row import INPUT, MEMORY, WorkedRow
from scenes.numerals import format_number
from scenes.theme import Frame, Pace

...
