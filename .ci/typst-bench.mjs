// Compiles letter.typ of the directory given, over and over, and prints letters per second of processor time. Typst keeps what it has
// computed: it is measured with nothing kept (the same letter, as BenchmarkLetter sets it), and with all kept while only the document's
// number changes from letter to letter, which is the best that a campaign could ask of it.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [work, cache] = process.argv.slice(2);
const { NodeCompiler } = createRequire(join(cache, 'package.json'))('@myriaddreamin/typst-ts-node-compiler');
const source = readFileSync(join(work, 'letter.typ'), 'utf8');
const compiler = NodeCompiler.create({ workspace: work, fontArgs: [{ fontPaths: [work] }] });
const options = { pdfStandard: 'a-2u', pdfTags: false };
const set = (number) => compiler.pdf({ mainFileContent: source, inputs: { number } }, options);

const first = set('江民函〔2024〕6号');
writeFileSync(join(work, 'typst.pdf'), first);
const text = first.toString('latin1');
const pages = (text.match(/\/Type\s*\/Page[^s]/g) || []).length;
if (!text.startsWith('%PDF') || !text.includes('pdfaid:part>2<')) throw new Error('not PDF/A-2');

function measure(name, seconds, one) {
  for (let i = 0; i < 20; i++) one(i);
  const from = process.cpuUsage();
  let n = 0;
  for (;;) {
    one(n++);
    const used = process.cpuUsage(from);
    const cpu = (used.user + used.system) / 1e6;
    if (cpu >= seconds) {
      console.log(`Typst, ${pages || '?'} pages, ${Math.round(first.length / 1024)} KB, ${name}: ${(n / cpu).toFixed(1)} letters/cpu-s`);
      return;
    }
  }
}
measure('nothing kept', 5, () => { compiler.evictCache(0); set('江民函〔2024〕6号'); });
measure('all kept, another number each', 5, (i) => { set(`江民函〔2024〕${i + 1}号`); compiler.evictCache(10); });
