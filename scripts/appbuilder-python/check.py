"""Walks AppBuilder's wire with the Python SDK as its users have it. Fails with the first thing that is not right."""

import os
import tempfile

import appbuilder

assistants = appbuilder.assistant.assistants
threads = appbuilder.assistant.threads

QUESTION = "今天北京的天气怎么样？"
WEATHER = {
    "name": "get_cur_whether",
    "description": "这是一个获得指定地点天气的函数",
    "parameters": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "地点"}},
        "required": ["location"],
    },
}
TOOLS = [{"type": "function", "function": WEATHER}]


def text_of(run):
    content = run.final_answer.message.content
    return (content[0] if isinstance(content, list) else content).text.value


def notebook():
    assistant = assistants.create(name="test_assistant", description="d", instructions="每句话回复前都加上我是秦始皇")
    thread = threads.create()
    threads.messages.create(thread_id=thread.id, content="hello world")
    run = threads.runs.run(thread_id=thread.id, assistant_id=assistant.id)
    assert run.status == "completed" and "我是秦始皇" in text_of(run), run
    listed = threads.runs.list(thread_id=thread.id, limit=5).data
    assert [each.id for each in listed] == [run.id], listed
    assert threads.runs.query(thread_id=thread.id, run_id=run.id).status == "completed"
    steps = threads.runs.steps.list(thread_id=thread.id, run_id=run.id).data
    assert [step.id for step in steps] == ["step-1"], steps
    step = threads.runs.steps.query(thread_id=thread.id, run_id=run.id, step_id="step-1")
    assert step.status == "completed", step


def asked(tools):
    assistant = assistants.create(name="weather", description="d", tools=tools)
    thread = threads.create([{"content": QUESTION}])
    return {"assistant_id": assistant.id, "thread_id": thread.id}


def function_call():
    ids = asked(TOOLS)
    run = threads.runs.run(**ids)
    assert run.status == "requires_action", run
    call = run.required_action.submit_tool_outputs.tool_calls[0]
    output = {"tool_call_id": call.id, "output": "26 摄氏度", "run_id": run.id}
    after = threads.runs.run(**ids, tool_output=output)
    assert after.status == "completed" and after.id == run.id and "26" in text_of(after), after


class Answering(appbuilder.AssistantEventHandler):
    """Answers calls while the stream is open, and notes what it hears."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def run_begin(self, status_event):
        self.heard.append("run_begin")

    def tool_calls(self, status_event):
        self.heard.append("tool_calls")
        context = self.stream_run_context
        outputs = [{"tool_call_id": call.id, "output": "26 摄氏度"} for call in context.current_tool_calls]
        threads.runs.submit_tool_outputs(
            run_id=context.current_run_id, thread_id=context.current_thread_id, tool_outputs=outputs
        )

    def tool_submitted_output(self, status_event):
        self.heard.append("tool_submitted_output")

    def run_end(self, status_event):
        self.heard.append("run_end " + status_event.status)


def handler():
    answering = Answering()
    with threads.runs.stream_run_with_handler(**asked(TOOLS), event_handler=answering) as events:
        events.until_done()
    wanted = ["run_begin", "tool_calls", "tool_submitted_output", "run_end completed"]
    assert answering.heard == wanted, answering.heard


def cancelled():
    ids = asked(TOOLS)
    run_id = None
    for event in threads.runs.stream_run(**ids):
        if event.status == "queued":
            run_id = event.details.run_object.id
        else:
            threads.runs.cancel(thread_id=ids["thread_id"], run_id=run_id)
    assert event.event_type == "run_end" and event.status == "cancelled", event
    assert event.details.run_object.cancelled_at > 0, event


def fails(call, *words):
    try:
        call()
    except appbuilder.core._exception.AssistantServerException as error:
        assert all(word in str(error) for word in words), error
    else:
        raise AssertionError("This should have been refused.")


def files():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "note.txt")
        with open(path, "w") as note:
            note.write("hello")
        fails(lambda: assistants.files.create(path), "unsupported_value", "not available")


def refused():
    fails(lambda: threads.query("thread_none"), "thread_none")


for part in (notebook, function_call, handler, cancelled, files, refused):
    part()
    print("passed", part.__name__, flush=True)
