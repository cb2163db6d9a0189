"""Writes the network as an ONNX file, in the form that OpenCV runs."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bench.teach_seals.network import CHANNELS, Weights
from pipeline.cleaning.seal_strokes import SIDE


@dataclass(slots=True)
class Graph:
    """A graph that grows: its nodes and its constants."""

    weights: Weights
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def add(self, kind: str, inputs: list[str], name: str, **how: object) -> str:
        """Add a node, and return the name of what comes out of it."""
        self.nodes.append(helper.make_node(kind, inputs, [name], **how))
        return name

    def convolve(self, name: str, views: str) -> str:
        """Add a layer without its threshold."""
        layer = self.weights[name]
        kernel = np.ascontiguousarray(np.asarray(layer["w"], np.float32).transpose(3, 2, 0, 1))
        for part, values in (("w", kernel), ("b", np.asarray(layer["b"], np.float32))):
            self.constants.append(numpy_helper.from_array(values, f"{name}.{part}"))
        side = kernel.shape[2]
        inputs = [views, f"{name}.w", f"{name}.b"]
        return self.add("Conv", inputs, name, kernel_shape=[side, side], pads=[side // 2] * 4)

    def twice(self, name: str, views: str) -> str:
        """Add two layers with their thresholds."""
        for part in "ab":
            views = self.add("Relu", [self.convolve(name + part, views)], f"{name}{part}.on")
        return views


def write(weights: Weights, path: Path) -> None:
    """Write the network, for one piece of SIDE by SIDE pixels."""
    graph = Graph(weights)
    graph.constants.append(numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "twice"))
    last = graph.convolve("last", _levels(graph))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, SIDE, SIDE]) for name in ("x", last)
    ]
    made = helper.make_graph(graph.nodes, "seals", ends[:1], ends[1:], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _levels(graph: Graph) -> str:
    views, sides = "x", []
    for level in range(len(CHANNELS)):
        views = graph.twice(f"down{level}", views)
        if level < len(CHANNELS) - 1:
            sides.append(views)
            views = graph.add("MaxPool", [views], f"half{level}", kernel_shape=[2, 2], strides=[2, 2])
    how: dict[str, object] = {
        "mode": "nearest",
        "coordinate_transformation_mode": "asymmetric",
        "nearest_mode": "floor",
    }
    for level in reversed(range(len(CHANNELS) - 1)):
        wide = graph.add("Resize", [views, "", "twice"], f"wide{level}", **how)
        both = graph.add("Concat", [wide, sides[level]], f"both{level}", axis=1)
        views = graph.twice(f"up{level}", both)
    return views
