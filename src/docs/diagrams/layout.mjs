// What a reader stumbles over in a diagram, as a list of sentences; empty for a tidy one.
const TOUCH = 0.5;

export function layoutProblems(definitions) {
  const elements = definitions.diagrams[0].plane.planeElement;
  const shapes = elements.filter((e) => e.$type === 'bpmndi:BPMNShape');
  const flows = elements.filter((e) => e.$type === 'bpmndi:BPMNEdge').map((edge) => ({
    id: edge.bpmnElement.id,
    source: edge.bpmnElement.sourceRef,
    target: edge.bpmnElement.targetRef,
    segments: edge.waypoint.slice(1).map((end, i) => [edge.waypoint[i], end]),
  }));
  const labels = elements.filter((e) => e.label?.bounds).map((e) => ({
    id: e.bpmnElement.id,
    element: e.bpmnElement,
    box: e.label.bounds,
  }));

  const problems = [];
  for (const flow of flows) {
    for (const segment of flow.segments) {
      const [a, b] = segment;
      if (Math.abs(a.x - b.x) > TOUCH && Math.abs(a.y - b.y) > TOUCH) {
        problems.push(`${flow.id} is not drawn in right angles`);
      }
      for (const shape of shapes) {
        const element = shape.bpmnElement;
        const own = [flow.source, flow.target].some((e) => e === element || e.attachedToRef === element);
        if (!own && !contains(element, flow.source) && hits(segment, shape.bounds)) problems.push(`${flow.id} runs through ${element.id}`);
      }
      for (const label of labels) {
        if (hits(segment, label.box)) problems.push(`${flow.id} runs through the label of ${label.id}`);
      }
    }
  }
  flows.forEach((flow, i) => flows.slice(i + 1).forEach((other) => {
    const merging = flow.target === other.target;
    if (!merging && flow.segments.some((s) => other.segments.some((t) => crosses(s, t)))) {
      problems.push(`${flow.id} crosses ${other.id}`);
    }
  }));
  for (const label of labels) {
    for (const shape of shapes) {
      if (!contains(shape.bpmnElement, label.element) && overlap(label.box, shape.bounds)) {
        problems.push(`the label of ${label.id} lies on ${shape.bpmnElement.id}`);
      }
    }
  }
  labels.forEach((label, i) => labels.slice(i + 1).forEach((other) => {
    if (overlap(label.box, other.box)) problems.push(`the labels of ${label.id} and ${other.id} overlap`);
  }));
  return problems;
}

const contains = (outer, element) =>
  element.$parent === outer || (element.$parent && contains(outer, element.$parent));
const boxOf = ([a, b]) => ({
  x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y),
});
const hits = (segment, box) => overlap(boxOf(segment), box);
const crosses = (s, t) => overlap(grow(boxOf(s)), grow(boxOf(t)));
const grow = (box) => ({
  x: box.x - TOUCH, y: box.y - TOUCH, width: box.width + 2 * TOUCH, height: box.height + 2 * TOUCH,
});
const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
