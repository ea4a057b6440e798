// The real disk and the real network with a crash point at every write and every send: before it,
// half-way through a file's write, and after it.
import { basename } from 'node:path';
import { services } from '../../electron/core/services/services.ts';
import {
  type AppendFile,
  type Database,
  type Disk,
  nodeDisk,
  type Statement,
} from '../../electron/core/store/disk.ts';
import { type Connect, connectByNode } from '../../electron/core/wire/transport.ts';
import type { CrashPoints } from './points.ts';

/** What a commit was doing when the second record was written: names the point. */
type Under = { commit: string | null };

export function crashingDisk(points: CrashPoints): Disk {
  const under: Under = { commit: null };
  const around = <Value>(name: string, work: () => Value): Value => {
    points.pass(`${name}: before`);
    const value = work();
    points.pass(`${name}: after`);
    return value;
  };
  return {
    ...nodeDisk,
    openDatabase(path) {
      const isNew = !nodeDisk.exists(path);
      const database = nodeDisk.openDatabase(path);
      if (isNew) points.pass(`make ${basename(path)}: after`);
      return crashingDatabase(database, isNew, points, under);
    },
    openFile: (path) => crashingFile(nodeDisk.openFile(path), path, points, under),
    rename: (from, to) => around(`rename to ${basename(to)}`, () => nodeDisk.rename(from, to)),
    remove(path) {
      if (nodeDisk.exists(path)) around(`remove ${basename(path)}`, () => nodeDisk.remove(path));
    },
  };
}

function crashingDatabase(
  database: Database,
  isNew: boolean,
  points: CrashPoints,
  under: Under,
): Database {
  const commit = (name: string, sql: string) => {
    points.pass(`${name}: before the commit`);
    database.exec(sql);
    under.commit = null;
    points.pass(`${name}: after the commit`);
  };
  return {
    name: database.name,
    get inTransaction() {
      return database.inTransaction;
    },
    prepare: (sql) => crashingStatement(database, sql, points),
    exec(sql) {
      const [, begun] = /^BEGIN(?: IMMEDIATE)? -- (.+)$/.exec(sql) ?? [];
      const [, ended] = /^COMMIT -- (.+)$/.exec(sql) ?? [];
      const [, steps, whole] = /^(BEGIN IMMEDIATE;.+;)\s+COMMIT -- (.+)$/s.exec(sql) ?? [];
      if (ended !== undefined) return commit(ended, sql);
      if (steps !== undefined && whole !== undefined) {
        points.pass(`${whole}: before`);
        database.exec(steps);
        return commit(whole, 'COMMIT');
      }
      under.commit = begun ?? null;
      return database.exec(sql);
    },
    pragma(text, options) {
      const isCheckpoint = text.startsWith('wal_checkpoint');
      if (isCheckpoint) points.pass('wal_checkpoint: before');
      const value = database.pragma(text, options);
      if (isNew && text === 'journal_mode = WAL')
        points.pass(`make ${basename(database.name)}-wal: after`);
      if (isCheckpoint) points.pass('wal_checkpoint: after');
      return value;
    },
    close() {
      // Writes what is in the log of the database into the database itself.
      points.pass(`close ${basename(database.name)}: before`);
      database.close();
      points.pass(`close ${basename(database.name)}: after`);
    },
  };
}

// A statement outside a transaction is a commit of its own.
function crashingStatement(database: Database, sql: string, points: CrashPoints): Statement {
  const statement = database.prepare(sql);
  const name = sql.trim().split(/\s+/, 2).join(' ');
  return {
    run(...values) {
      if (database.inTransaction) return statement.run(...values);
      points.pass(`${name}: before the commit`);
      const result = statement.run(...values);
      points.pass(`${name}: after the commit`);
      return result;
    },
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
    iterate: (...values) => statement.iterate(...values),
  };
}

function crashingFile(
  file: AppendFile,
  path: string,
  points: CrashPoints,
  under: Under,
): AppendFile {
  const where = (part: string) =>
    under.commit === null
      ? `write ${basename(path)}: ${part} it`
      : `${under.commit}: ${part} the record`;
  return {
    get size() {
      return file.size;
    },
    read: (from, length) => file.read(from, length),
    append(bytes) {
      const half = Math.floor(bytes.length / 2);
      points.pass(where('before'));
      file.append(bytes.subarray(0, half));
      points.pass(where('half of'));
      file.append(bytes.subarray(half));
    },
    truncate(size) {
      points.pass(`cut ${basename(path)}: before`);
      file.truncate(size);
      points.pass(`cut ${basename(path)}: after`);
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

const operations = Object.values(services).flatMap((service) =>
  Object.entries(service.operations).map(([name, { path }]) => {
    const ending = path.replaceAll(/\{\w+\}/g, '[0-9a-f-]{36}');
    return { name, at: new RegExp(`${ending}$`) };
  }),
);

function operationAt(path: string): string | undefined {
  return operations.find(({ at }) => at.test(path))?.name;
}

export function crashingConnect(points: CrashPoints): Connect {
  return (options) => {
    const network = connectByNode(options);
    return {
      reach: () => network.reach(),
      close: () => network.close(),
      async exchange(exchange) {
        const operation = operationAt(exchange.path);
        const answer = await network.exchange({
          ...exchange,
          onLeaving() {
            points.pass(`${operation}: before the first byte`);
            exchange.onLeaving();
          },
          onSent() {
            points.pass(`${operation}: after the last byte`);
            exchange.onSent();
          },
        });
        points.pass(`${operation}: answered`);
        return answer;
      },
    };
  };
}
