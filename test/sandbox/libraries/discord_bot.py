"""Bots as the guide of discord.py makes them, run against the sandbox whose address and token come in the environment.

Prints one line for each step and ends with 0 where all have passed. What the other side must do (a person's command, a click) it asks
for over the sandbox's control interface.
"""
import asyncio
import datetime
import io
import json
import os
import sys
import traceback
import urllib.request

import discord
from discord import app_commands
from discord.ext import commands
from discord.http import Route

BASE = os.environ["SANDBOX"]
Route.BASE = f"{BASE}/api/v10"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6364f8cf500f0003860180"
    "5a34d5680000000049454e44ae426082"
)


class Gateway(discord.gateway.DiscordWebSocket):
    DEFAULT_GATEWAY = discord.gateway.yarl.URL(BASE.replace("http", "ws", 1))


discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = Gateway.DEFAULT_GATEWAY


def control(path, body):
    request = urllib.request.Request(
        f"{BASE}/sandbox{path}", json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


async def asked(path, body):
    return await asyncio.get_running_loop().run_in_executor(None, control, path, body)


class Bot(commands.Bot):
    async def setup_hook(self):
        @self.tree.command(description="Adds two numbers")
        @app_commands.describe(left="left", right="right")
        async def add(interaction: discord.Interaction, left: int, right: int):
            await interaction.response.send_message(f"{left + right}", ephemeral=True)

        @self.tree.command(description="Takes its time")
        async def slow(interaction: discord.Interaction):
            await interaction.response.defer()
            await interaction.followup.send("done", view=Counter())

        # Its view is found again by the interaction that the message says it answers.
        @self.tree.command(description="Chooses at once")
        async def choose(interaction: discord.Interaction):
            await interaction.response.send_message("choose", view=Choices())

        await self.tree.sync()


class Counter(discord.ui.View):
    @discord.ui.button(label="0", style=discord.ButtonStyle.primary, custom_id="count")
    async def count(self, interaction: discord.Interaction, button: discord.ui.Button):
        button.label = str(int(button.label) + 1)
        await interaction.response.edit_message(view=self)


class Choices(discord.ui.View):
    @discord.ui.select(placeholder="Tea", options=[discord.SelectOption(label="Green"), discord.SelectOption(label="Black")])
    async def chosen(self, interaction: discord.Interaction, menu: discord.ui.Select):
        await interaction.response.edit_message(content=menu.values[0], view=None)


bot = Bot(command_prefix="!", intents=discord.Intents.all())


@bot.command()
async def hello(ctx, *, name: str):
    await ctx.send(f"Hello {name}")


def expect(found, wanted):
    if found != wanted:
        raise AssertionError(f"expected {wanted!r}, found {found!r}")


async def refused(code, attempt):
    try:
        await attempt
    except discord.HTTPException as error:
        return expect(error.code, code)
    raise AssertionError(f"expected the refusal {code}")


STEPS = []


def step(act):
    STEPS.append(act)
    return act


def channel(name):
    return discord.utils.get(bot.guilds[0].channels, name=name)


@step
async def members_are_chunked(guild):
    await guild.chunk()
    expect(len(guild.members), 4)
    expect([m.name for m in await guild.query_members("ni", limit=5)], ["nina"])
    expect(sorted([m.name async for m in guild.fetch_members(limit=10)]), ["Tester", "mark", "nina", "olga"])


@step
async def messages_with_files_embeds_and_nonces(guild):
    talk = channel("talk")
    embed = discord.Embed(title="T", colour=0x123456, timestamp=datetime.datetime.now(datetime.timezone.utc))
    sent = await talk.send("hi", embed=embed, file=discord.File(io.BytesIO(PIXEL), "pixel.png"), nonce=2**62 + 1)
    expect((sent.embeds[0].title, sent.attachments[0].width), ("T", 1))
    await sent.edit(content="bye", attachments=[])
    expect((await talk.fetch_message(sent.id)).attachments, [])
    await sent.add_reaction("\N{THUMBS UP SIGN}")
    await sent.pin()
    expect([m.id for m in await talk.pins()], [sent.id])
    reply = await sent.reply("yes")
    expect(reply.reference.message_id, sent.id)
    expect([m.id async for m in talk.history(limit=2)][0], reply.id)
    await talk.delete_messages([sent, reply])
    await refused(10008, talk.fetch_message(sent.id))


@step
async def roles_and_members(guild):
    # The library knows a role from the event, which may come after the answer.
    known = asyncio.ensure_future(bot.wait_for("guild_role_create", timeout=10))
    role = await guild.create_role(name="Python", permissions=discord.Permissions(manage_messages=True), colour=0xFF)
    await known
    mark = discord.utils.get(guild.members, name="mark")
    await mark.add_roles(role, reason="snake")
    await mark.edit(nick="Monty")
    await mark.timeout(datetime.timedelta(minutes=5))
    fresh = await guild.fetch_member(mark.id)
    expect((fresh.nick, [r.name for r in fresh.roles[1:]], fresh.is_timed_out()), ("Monty", ["Python"], True))
    await mark.timeout(None)
    await mark.remove_roles(role)
    await role.edit(name="Snake", position=1)
    await role.delete()
    nina = discord.utils.get(guild.members, name="nina")
    await guild.ban(nina, delete_message_seconds=60, reason="spam")
    expect([b.user.name async for b in guild.bans()], ["nina"])
    await guild.unban(nina)
    entry = [e async for e in guild.audit_logs(limit=1)][0]
    expect(entry.action, discord.AuditLogAction.unban)


@step
async def channels_of_each_kind(guild):
    category = await guild.create_category("cat")
    text = await guild.create_text_channel("pie", category=category, topic="t", slowmode_delay=5)
    voice = await guild.create_voice_channel("ear", category=category, bitrate=64000, user_limit=2)
    stage = await guild.create_stage_channel("dais")
    forum = await guild.create_forum("board", available_tags=[discord.ForumTag(name="tag")])
    expect((text.topic, voice.bitrate, voice.user_limit), ("t", 64000, 2))
    await text.set_permissions(guild.default_role, send_messages=False)
    post = await forum.create_thread(name="post", content="first", applied_tags=[forum.available_tags[0]])
    expect(post.message.content, "first")
    thread = await text.create_thread(name="side", type=discord.ChannelType.public_thread)
    await thread.send("in it")
    await thread.edit(archived=True, locked=True)
    invite = await text.create_invite(max_age=60, max_uses=1)
    expect((await bot.fetch_invite(invite.url)).guild.id, guild.id)
    await text.move(end=True)
    for each in (text, voice, stage, forum, category):
        await each.delete()


@step
async def webhooks_emojis_stickers_events(guild):
    webhook = await channel("talk").create_webhook(name="Hook", avatar=PIXEL)
    sent = await webhook.send("through", username="Somebody", wait=True)
    expect(sent.author.name, "Somebody")
    await sent.edit(content="changed")
    await webhook.delete()
    emoji = await guild.create_custom_emoji(name="dot", image=PIXEL)
    await emoji.edit(name="dots")
    await emoji.delete()
    sticker = await guild.create_sticker(name="dot", description="d", emoji="wave", file=discord.File(io.BytesIO(PIXEL), "a.png"))
    await sticker.delete()
    start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    event = await guild.create_scheduled_event(
        name="Meet", start_time=start, end_time=start + datetime.timedelta(hours=1), location="here",
        entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
    )
    expect([u async for u in event.users()], [])
    await event.delete()


@step
async def moderation_and_the_server(guild):
    rule = await guild.create_automod_rule(
        name="words", event_type=discord.AutoModRuleEventType.message_send,
        trigger=discord.AutoModTrigger(keyword_filter=["bad"]),
        actions=[discord.AutoModRuleAction()], enabled=True,
    )
    expect((await guild.fetch_automod_rules())[0].name, "words")
    await rule.delete()
    await guild.edit(name="Snake Yard", description="hiss", reason="renamed")
    expect((await bot.fetch_guild(guild.id)).description, "hiss")
    await bot.change_presence(activity=discord.Game("snake"))
    expect((await bot.application_info()).name, "Tester")


@step
async def commands_by_slash_and_by_prefix(guild):
    reply = await asked("/commands", {"channel_id": "talk", "name": "add", "options": {"left": 2, "right": 3}, "user": "mark"})
    expect((reply["content"], reply["flags"]), ("5", 64))
    slow = await asked("/commands", {"channel_id": "talk", "name": "slow", "user": "mark"})
    expect(slow["content"], "done")
    click = {"kind": "button", "channel_id": "talk", "message_id": slow["id"], "custom_id": "count", "user": "mark"}
    clicked = await asked("/interactions", click)
    expect(clicked["message"]["components"][0]["components"][0]["label"], "1")
    menu = await asked("/commands", {"channel_id": "talk", "name": "choose", "user": "mark"})
    choice = {"kind": "select", "channel_id": "talk", "message_id": menu["id"], "values": ["Black"], "user": "mark"}
    chosen = await asked("/interactions", choice)
    expect((chosen["message"]["content"], chosen["message"]["components"]), ("Black", []))
    answer = asyncio.ensure_future(bot.wait_for("message", check=lambda m: m.author.bot and m.content.startswith("Hello"), timeout=10))
    await asked("/world", {"action": "create-message", "channel": "talk", "user": "mark", "content": "!hello World"})
    expect((await answer).content, "Hello World")


async def main():
    failed = 0
    async with bot:
        runner = asyncio.create_task(bot.start(os.environ["TOKEN"]))
        await asyncio.wait({runner, asyncio.create_task(bot.wait_until_ready())}, return_when=asyncio.FIRST_COMPLETED)
        if runner.done():
            runner.result()
        for each in STEPS:
            try:
                await asyncio.wait_for(each(bot.guilds[0]), 20)
                print(f"ok {each.__name__}")
            except Exception:
                failed += 1
                print(f"FAILED {each.__name__}\n{traceback.format_exc()}")
    return failed


sys.exit(asyncio.run(main()))
