// Renders every model, decision table and form of processes/ to a PNG file, as a person sees it.
// node render.mjs [folder] [words of file names ...]      default folder: build/
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const processes = resolve(here, '../../../processes');
const [folder = join(here, 'build'), ...words] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const packageFile = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);

const wide = { width: 2240, height: 1000 };
const samples = JSON.parse(readFileSync(join(here, 'samples.json'), 'utf8'));

const renderers = {
  async '.bpmn'(page, xml, path) {
    await page.setViewportSize(wide);
    await page.setContent('<div id="canvas"></div>');
    await page.addScriptTag({ path: packageFile('bpmn-js', 'dist/bpmn-viewer.production.min.js') });
    const svg = await page.evaluate(async (xml) => {
      const viewer = new BpmnJS({ container: '#canvas' });
      const { warnings } = await viewer.importXML(xml);
      if (warnings.length) throw new Error(warnings.map((w) => w.message).join('\n'));
      return (await viewer.saveSVG()).svg;
    }, xml);
    await page.setContent(`<body style="background:white"><div id="picture" style="padding:12px;width:max-content;font-size:0">${svg}</div></body>`);
    await page.locator('#picture').screenshot({ path });
  },

  async '.dmn'(page, xml, path) {
    await page.setViewportSize(wide);
    const views = await openDmn(page, xml);
    for (const index of views.keys()) {
      await page.evaluate((index) => window.viewer.open(window.viewer.getViews()[index]), index);
      const { type, id } = views[index];
      const area = {
        drd: '.dmn-drd-container',
        decisionTable: '.dmn-decision-table-container',
        literalExpression: '.dmn-literal-expression-container',
      }[type];
      if (type === 'drd') {
        await page.evaluate(() => window.viewer.getActiveViewer().get('canvas').zoom('fit-viewport'));
      }
      await page.locator(area).screenshot({
        path: path.replace('.png', type === 'drd' ? '-requirements.png' : `-${id}.png`),
      });
    }
  },

  async '.form'(page, json, path) {
    const name = basename(path, '.png');
    for (const [variant, data] of Object.entries(samples[name] ?? { empty: {} })) {
      await page.setViewportSize({ width: 760, height: 1700 });
      await page.setContent('<body style="background:white"><div id="form" style="padding:8px;width:720px"></div></body>');
      await page.addStyleTag({ path: packageFile('@bpmn-io/form-js', 'dist/assets/form-js.css') });
      await page.addScriptTag({ path: packageFile('@bpmn-io/form-js', 'dist/form-viewer.umd.js') });
      const result = await page.evaluate(
        async ([schema, data]) => {
          const form = await FormViewer.createForm({ container: '#form', schema, data });
          await new Promise((done) => setTimeout(done, 200));
          const { data: submitted, errors } = form.submit();
          await new Promise((done) => setTimeout(done, 200));
          return { submitted, errors };
        },
        [JSON.parse(json), data],
      );
      console.log(name, variant, JSON.stringify(result));
      await page.locator('#form .fjs-form').screenshot({ path: path.replace('.png', `-${variant}.png`) });
    }
  },
};

async function openDmn(page, xml) {
  await page.setContent('<body style="margin:16px;background:white"><div id="canvas" style="height:640px;width:2200px"></div></body>');
  for (const css of ['diagram-js', 'dmn-js-shared', 'dmn-js-drd', 'dmn-js-decision-table', 'dmn-js-literal-expression']) {
    await page.addStyleTag({ path: packageFile('dmn-js', `dist/assets/${css}.css`) });
  }
  await page.addScriptTag({ path: packageFile('dmn-js', 'dist/dmn-viewer.production.min.js') });
  return page.evaluate(async (xml) => {
    window.viewer = new DmnJS({ container: '#canvas' });
    const { warnings } = await window.viewer.importXML(xml);
    if (warnings.length) throw new Error(warnings.map((w) => w.message).join('\n'));
    return window.viewer.getViews().map((v) => ({ type: v.type, id: v.id }));
  }, xml);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
try {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  for (const file of readdirSync(processes, { recursive: true }).sort()) {
    const render = renderers[extname(file)];
    if (!render || (words.length && !words.some((word) => file.includes(word)))) continue;
    await render(page, readFileSync(join(processes, file), 'utf8'),
      join(folder, `${basename(file, extname(file))}.png`));
    console.log('rendered', file);
  }
} finally {
  await browser.close();
}
