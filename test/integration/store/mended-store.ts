// A store with a short story in it, whose files a test damages: is everything there again when it is
// opened, and is a person told?
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { closeNotice, openNotices } from '../../../electron/core/store/tables/notices.ts';
import { bookOf, storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';

export class MendedStore {
  path = join(temporaryFolder(), 'till.sqlite');
  /** What it holds of money, as it must be again. */
  readonly book: string;

  /** Every store of the same seed has the same story. */
  constructor(seed?: number) {
    this.book = this.withStore((store) => {
      for (const step of storySteps(store, 1, seed)) step();
      return bookOf(store);
    });
  }

  get record(): string {
    return this.path.replace('.sqlite', '.record');
  }

  get identity(): string {
    return this.path.replace('.sqlite', '.identity');
  }

  withStore<Value>(look: (store: Store) => Value): Value {
    const store = openStore(this.path);
    try {
      return look(store);
    } finally {
      store.close();
    }
  }

  /** Opens twice: what was made good stays so, and is told until somebody has read it. */
  expectMended(notice: object): void {
    const look = (store: Store) => {
      expect(bookOf(store)).toBe(this.book);
      expect(openNotices(store)).toMatchObject([notice]);
      expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
      expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    };
    this.withStore(look);
    this.withStore(look);
    this.withStore((store) => store.commit('closeNotice', () => closeNotice(store, 1)));
    this.withStore((store) => expect(openNotices(store)).toEqual([]));
  }

  /** It is opened as if nothing had been. */
  expectWell(): void {
    this.withStore((store) => {
      expect(bookOf(store)).toBe(this.book);
      expect(openNotices(store)).toEqual([]);
    });
  }

  /** Works on the file as something else would; no rule of the schema holds. */
  change(sql: string): void {
    const database = new BetterSqlite(this.path);
    database.exec(`PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; ${sql}`);
    database.close();
  }

  zero(from: number, length: number): void {
    const bytes = readFileSync(this.path);
    bytes.fill(0, from, from + length);
    writeFileSync(this.path, bytes);
  }

  /** As a bit would that changes in the text of the schema. */
  changeSchema(from: string, to: string): void {
    const database = new BetterSqlite(this.path);
    database.unsafeMode();
    database.pragma('writable_schema = ON');
    database.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?)').run(from, to);
    database.close();
  }

  /** Flips a bit of a text in the first page of an index. */
  flip(name: string, text: string): void {
    const database = new BetterSqlite(this.path);
    const find = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
    const page = Number(find.get(name));
    database.close();
    const bytes = readFileSync(this.path);
    const at = bytes.indexOf(text, (page - 1) * 4_096) + 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(this.path, bytes);
  }

  /** Damages one line of the second record. */
  spoilLine(number: number): void {
    const lines = readFileSync(this.record, 'utf8').split('\n');
    lines[number] = 'x'.repeat(20);
    writeFileSync(this.record, lines.join('\n'));
  }
}
