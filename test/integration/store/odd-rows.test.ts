// A row that the schema lets pass and no till writes must not keep the windows from being told.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { startIntermediary, TestTill } from '../../support/test-till.ts';

it.each([
  ['a price that cannot be counted', `UPDATE sale_lines SET unit_minor = ${2 ** 52}, quantity = 9`],
  ['cash that was lost, and its change not', 'UPDATE tenders SET amount_minor = 0'],
  ['more cash than there is', `UPDATE tenders SET amount_minor = ${2 ** 53 - 1}`],
  ['less than nothing approved', 'UPDATE transactions SET approved_minor = -1'],
])('%s', async (_, harm) => {
  const intermediary = await startIntermediary();
  let till = await TestTill.start({ intermediary });
  await till.call('addLine', { amountMinor: 1000 });
  const { saleId } = till;
  await till.call('startPayment', { amountMinor: 400, saleId });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('takeCash', { saleId, receivedMinor: 1000 });
  await till.call('nextSale', { saleId });
  await till.stop();
  const database = nodeDisk.openDatabase(join(till.dataFolder, 'till.sqlite'));
  database.exec(harm);
  database.close();
  rmSync(join(till.dataFolder, 'till.record'));
  till = await TestTill.start({ intermediary, dataFolder: till.dataFolder });
  const { recent } = await till.call('getTill', {});
  for (const row of recent) await till.call('getSale', { saleId: row.saleId });
  await till.call('getHistory', {});
  await till.call('getReport', {});
  await till.stop();
  await intermediary.stop();
});
