// Loaded before a set-up: whatever port it asks for, the system chooses one, which the test is told.

import { Server } from 'node:net';

const listen = Reflect.get(Server.prototype, 'listen');

Server.prototype.listen = function (...args) {
  const done = args.findLast((argument) => typeof argument === 'function');
  this.once('listening', () => process.send({ port: this.address().port }));
  return Reflect.apply(listen, this, [{ port: 0, host: '127.0.0.1' }, done]);
};

// The test has gone.
process.on('disconnect', () => process.exit());
