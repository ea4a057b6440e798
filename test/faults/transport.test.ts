// The fault table, second part: what the line between the till and the intermediary may do.
import { beforeAll, it } from 'vitest';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { LineBench } from './line-bench.ts';
import { type LineRow, transportRows } from './table/transport.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

const cases = transportRows.flatMap((row) =>
  (row.over === 'both' ? (['plain', 'tls'] as const) : [row.over]).map(
    (over) => [`${row.id} ${row.injected} (${over}) -> ${row.end}`, row, over] as const,
  ),
);

it.each<readonly [string, LineRow, 'plain' | 'tls']>(cases)('%s', async (_, row, over) => {
  const bench = await LineBench.start(over === 'tls' ? certificates : undefined);
  try {
    await row.run(bench);
    await bench.checkBooks(row.sendsMayRepeat);
  } finally {
    await bench.stop();
  }
});
