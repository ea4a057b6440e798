// The rules of the code's style that a program can check: who imports whom, what is banned where,
// what lies at the top. Each finding is a line that says which file breaks which rule.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

type Source = { readonly path: string; readonly text: string };

const sources: Source[] = ['src-shared', 'electron', 'renderer', 'test'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') })),
);
const product = sources.filter(({ path }) => !path.startsWith('test/'));

/** What files below a folder may import; the longest folder that fits a file counts. */
type Reach = {
  readonly below: string;
  readonly paths: readonly string[];
  readonly packages: readonly string[];
};

const reaches: readonly Reach[] = [
  { below: 'src-shared/', paths: ['src-shared/'], packages: ['zod'] },
  {
    below: 'src-shared/domain/',
    paths: ['src-shared/domain/', 'src-shared/result.ts'],
    packages: [],
  },
  {
    below: 'electron/core/',
    paths: ['electron/core/', 'src-shared/'],
    packages: ['node:', 'zod', 'pino'],
  },
  {
    below: 'electron/core/wire/client.ts',
    paths: ['electron/core/', 'src-shared/'],
    packages: ['node:', 'zod', 'ky'],
  },
  {
    below: 'electron/core/store/disk.ts',
    paths: ['electron/core/', 'src-shared/'],
    packages: ['node:', 'better-sqlite3'],
  },
  {
    below: 'electron/training/',
    paths: [
      'electron/training/',
      'electron/core/clock.ts',
      'electron/core/connections.ts',
      'electron/core/loans.ts',
      'src-shared/',
    ],
    packages: ['node:', 'zod'],
  },
  {
    below: 'electron/hosts/',
    paths: [
      'electron/hosts/',
      'electron/core/',
      'electron/training/training-thread.ts',
      'src-shared/',
      'package.json',
    ],
    packages: ['node:'],
  },
  {
    below: 'electron/hosts/electron/',
    paths: ['electron/hosts/', 'electron/core/', 'src-shared/'],
    packages: ['node:', 'electron'],
  },
  {
    below: 'electron/hosts/dev.ts',
    paths: ['electron/hosts/', 'electron/core/'],
    packages: ['node:', 'vite'],
  },
  {
    below: 'renderer/',
    paths: ['renderer/', 'src-shared/', 'assets/'],
    packages: ['react', 'react-dom', 'qrcode.react', '@fontsource-variable'],
  },
  {
    below: 'renderer/words/',
    paths: ['renderer/words/', 'renderer/texts/', 'renderer/ui/', 'src-shared/'],
    packages: ['react'],
  },
];

it('imports only what its folder may', () => {
  const findings = product.flatMap(({ path, text }) => {
    const reach = reaches
      .filter(({ below }) => path.startsWith(below))
      .sort((a, b) => b.below.length - a.below.length)[0];
    if (!reach) return [`${path} belongs to no folder of the table`];
    return importsOf(text)
      .filter((name) => !isWithin(reach, path, name))
      .map((name) => `${path} imports ${name}`);
  });
  expect(findings).toEqual([]);
});

/**
 * What a service shows and is set up with, outside its own folders: its calls and views, its part of the
 * profile, and its screens. The engine, the counter, the store and the wire are not among them.
 */
const mayNameAService = [
  /^src-shared\/contract\/(contract|profile|scenarios)\.ts$/,
  /^electron\/core\/training-control\.ts$/,
  /^src-shared\/contract\/(calls|views)\//,
  /^electron\/core\/(calls|views|set-up)\//,
  /^electron\/training\//,
  /^renderer\//,
];

it('names a service in its own folders, its views and its screens alone', () => {
  const names = [
    ...new Set(
      product.flatMap(({ path }) => /^electron\/core\/services\/(\w+)\//.exec(path)?.[1] ?? []),
    ),
  ];
  expect(names).toContain('qr');
  const code = ({ path, text }: Source) => ({
    path,
    text: text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''),
  });
  const outside = product.filter(
    ({ path }) =>
      !/\/services\//.test(path) &&
      // What an earlier version was.
      !path.startsWith('electron/core/store/migrations/') &&
      !mayNameAService.some((may) => may.test(path)),
  );
  const isNamed = new RegExp(
    names.map((name) => `\\b${name}\\b|\\b${name}[A-Z]|services/${name}`).join('|'),
  );
  expect(linesThat(outside.map(code), (line) => isNamed.test(line))).toEqual([]);
});

it('takes time and chance from clock.ts alone', () => {
  const banned = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
  const others = product.filter(({ path }) => path !== 'electron/core/clock.ts');
  expect(linesThat(others, (line) => banned.test(line))).toEqual([]);
});

it('makes no sentence for a window in the core or the contract: those have codes', () => {
  // A failure that is a text with a blank in it, or one that carries a message along.
  const sentence = /\bfail(<[^>]*>)?\(\s*(\{[^}]*\b(message|rule|sentence):\s*)?['"`][^'"`]*\s/;
  const answers = product.filter(({ path }) =>
    ['electron/core/', 'src-shared/contract/', 'renderer/till/'].some((folder) =>
      path.startsWith(folder),
    ),
  );
  expect(answers.filter(({ text }) => sentence.test(text)).map(({ path }) => path)).toEqual([]);
});

it('has no enums and no default exports', () => {
  const banned = /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s|^\s*export\s+default\b/;
  expect(linesThat(sources, (line) => banned.test(line))).toEqual([]);
});

it('has no barrels and no drawers', () => {
  const drawers = ['utils', 'helpers', 'common', 'types'];
  const findings = sources.filter(({ path }) => {
    const parts = dirname(path).split('/');
    return /^index\.tsx?$/.test(basename(path)) || parts.some((part) => drawers.includes(part));
  });
  expect(findings.map(({ path }) => path)).toEqual([]);
});

it('names its files in small letters with hyphens', () => {
  const odd = sources.filter(({ path }) => !/^[a-z0-9-]+(\.(test|d))?\.tsx?$/.test(basename(path)));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

it('leaves nothing behind from debugging', () => {
  const focused = /\b(it|test|describe)\.only\(/;
  expect(linesThat(sources, (line) => focused.test(line))).toEqual([]);
  const printing = /\bconsole\.(log|debug|info)\(|^\s*debugger\b/;
  expect(linesThat(product, (line) => printing.test(line))).toEqual([]);
});

it('hides no type error', () => {
  expect(linesThat(sources, (line) => /@ts-(ignore|nocheck)/.test(line))).toEqual([]);
});

it('never sleeps in a test', () => {
  const sleeping = /setTimeout\((resolve|done|r)\b|setTimeout\(\(\) => (resolve|done)\b|\bsleep\(/;
  const tests = sources.filter(
    ({ path }) => path.startsWith('test/') && path !== 'test/tidy.test.ts',
  );
  expect(linesThat(tests, (line) => sleeping.test(line))).toEqual([]);
});

it('keeps the top of the tree to what was agreed', () => {
  const folders = ['assets', 'electron', 'renderer', 'src-shared', 'test'];
  const made = ['dist', 'node_modules', 'out'];
  const odd = readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .filter((entry) =>
      entry.isDirectory()
        ? ![...folders, ...made].includes(entry.name)
        : !/\.(json|md|config\.ts|ya?ml)$/.test(entry.name),
    );
  expect(odd.map(({ name }) => name)).toEqual([]);
});

// npm writes a lock that it refuses afterwards when the registry lacked a platform's package at the
// time. Then `npm ci` fails on a fresh computer, and only there.
it('has a lock that npm ci accepts', () => {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const locked = Object.keys(lock.packages);
  const findings = Object.entries(lock.packages).flatMap(([name, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((optional) => !locked.some((key) => key.endsWith(`node_modules/${optional}`)))
      .map((optional) => `${name} wants ${optional}, which the lock does not have`),
  );
  expect(findings).toEqual([]);
});

// What an install script fetches, no hash in the lock holds to anything.
it('installs nothing that the lock does not hold to a hash', () => {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { integrity?: string; resolved?: string; hasInstallScript?: true }>;
  };
  const { allowScripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    allowScripts: Record<string, boolean>;
  };
  const findings = Object.entries(lock.packages).flatMap(([path, held]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [
      ...(held.integrity?.startsWith('sha512-') ? [] : [`${name} has no hash`]),
      ...(held.resolved === undefined ? [] : [`${name} names the registry it came from`]),
      ...(held.hasInstallScript && allowScripts[name] !== false
        ? [`${name} may run a script`]
        : []),
    ];
  });
  expect(findings).toEqual([]);
});

function importsOf(text: string): string[] {
  const withFrom = /^\s*(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'/gm;
  const bare = /^\s*import\s+'([^']+)'/gm;
  const later = /\bimport\(\s*'([^']+)'/g;
  return [withFrom, bare, later].flatMap((kind) =>
    [...text.matchAll(kind)].map(([, name = '']) => name),
  );
}

function isWithin({ paths, packages }: Reach, from: string, name: string): boolean {
  if (name.startsWith('.')) {
    const target = posix.join(posix.dirname(from), name);
    return paths.some((allowed) => target.startsWith(allowed));
  }
  return packages.some((allowed) =>
    allowed.endsWith(':') ? name.startsWith(allowed) : `${name}/`.startsWith(`${allowed}/`),
  );
}

/** The lines to which this applies, as `path:number text`. */
function linesThat(files: readonly Source[], applies: (line: string) => boolean): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, number: index + 1 }))
      .filter(({ line }) => applies(line))
      .map(({ line, number }) => `${path}:${number} ${line.trim()}`),
  );
}
