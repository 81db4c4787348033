import Fastify from 'fastify';
import pg from 'pg';

// The floor of answering one request: Fastify and pg in one process, the same SELECT by primary key, nothing else.
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const app = Fastify();
app.get<{ Params: { id: string } }>('/devices/:id', async (request) => {
  const { rows } = await pool.query('SELECT * FROM device WHERE id = $1', [request.params.id]);
  return rows[0];
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.(address);
process.on('disconnect', () => process.exit(0));
