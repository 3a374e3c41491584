/** An answer whose JSON text the database already wrote. */
export const jsonText = (body: string): Response =>
  new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } })
