// The page of last resort, where the built one is missing: the channels, their messages as text,
// and a line to type commands into.

export const PLAIN_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sandbox</title><meta name="viewport" content="width=device-width"><script src="/plain.js" defer></script></head>
<body>
<h1>Sandbox</h1>
<p>The full page has not been built: run <code>npm run build</code> and start again.</p>
<label>Channel <select id="channel"></select></label>
<form id="form"><label>Command <input id="line" size="60" placeholder="/search 注意力"></label> <button>Run</button></form>
<pre id="answer" aria-live="polite"></pre>
<ol id="messages"></ol>
</body>
</html>
`

export const PLAIN_SCRIPT = `const byId = (id) => document.getElementById(id)
const words = (message) => [message.content, ...message.embeds.flatMap((embed) => [embed.title, embed.description])].filter(Boolean).join('\\n')
async function showMessages() {
  const answer = await fetch('/sandbox/channels/' + byId('channel').value + '/messages?limit=100')
  const { messages } = await answer.json()
  byId('messages').replaceChildren(...messages.map((message) => {
    const item = document.createElement('li')
    item.style.whiteSpace = 'pre-wrap'
    item.textContent = message.author.username + ': ' + words(message)
    return item
  }))
}
async function start() {
  const state = await (await fetch('/sandbox/state?messages=0')).json()
  byId('channel').replaceChildren(...state.channels.map((channel) => new Option('#' + (channel.name ?? 'dm'), channel.id)))
  byId('channel').addEventListener('change', showMessages)
  byId('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    const [name, ...rest] = byId('line').value.replace(/^\\//, '').split(' ')
    const command = state.commands.find((each) => each.name === name)
    const option = command?.options?.[0]?.name
    const body = { channel_id: byId('channel').value, name, options: option && rest.length ? { [option]: rest.join(' ') } : {} }
    const answer = await fetch('/sandbox/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const reply = await answer.json()
    byId('answer').textContent = reply.error ?? words(reply)
    showMessages()
  })
  new EventSource('/sandbox/events').addEventListener('dispatch', showMessages)
  await showMessages()
}
start()
`
