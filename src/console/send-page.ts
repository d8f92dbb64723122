import type { FastifyReply } from 'fastify'

/** Answers with a page. */
export const sendPage = (reply: FastifyReply, status: number, page: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(page)
