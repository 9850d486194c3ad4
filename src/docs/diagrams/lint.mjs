// Lints every model of processes/: the rules of .bpmnlintrc there, once for Camunda 8.6 and once for 8.9,
// and the layout of each diagram. Exit code 1 when anything is found.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BpmnModdle } from 'bpmn-moddle';
import { layoutProblems } from './layout.mjs';

const require = createRequire(import.meta.url);
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const zeebe = require('zeebe-bpmn-moddle/resources/zeebe.json');

const processes = resolve(dirname(fileURLToPath(import.meta.url)), '../../../processes');
const rules = JSON.parse(readFileSync(join(processes, '.bpmnlintrc'), 'utf8'));
const engines = ['8-6', '8-9'];

let findings = 0;
const report = (file, text) => {
  findings++;
  console.error(`${file}: ${text}`);
};

for (const file of readdirSync(processes, { recursive: true }).filter((f) => f.endsWith('.bpmn')).sort()) {
  const { rootElement, warnings } = await new BpmnModdle({ zeebe })
    .fromXML(readFileSync(join(processes, file), 'utf8'));
  warnings.forEach((warning) => report(file, warning.message));

  for (const engine of engines) {
    const config = {
      ...rules,
      extends: rules.extends.map((set) => set.replace(/camunda-cloud-.*/, `camunda-cloud-${engine}`)),
    };
    const linter = new Linter({ config, resolver: new NodeResolver({ require }) });
    for (const [rule, reports] of Object.entries(await linter.lint(rootElement))) {
      reports.forEach((r) => report(file, `${r.id}: ${r.message} (${rule}, Camunda ${engine.replace('-', '.')})`));
    }
  }
  layoutProblems(rootElement).forEach((problem) => report(file, problem));
}
console.log(findings ? `${findings} findings` : 'models are clean for Camunda 8.6 and 8.9');
process.exitCode = findings ? 1 : 0;
