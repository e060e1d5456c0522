namespace OpenClaw.Tests.Models;

/// <summary>One row a family: how open models print the call exec {"command": "echo hi"}, from their public chat templates.</summary>
internal static class PrintedForms
{
    private const string Arguments = "{\"command\": \"echo hi\"}";
    private const string Described = "{\"name\": \"exec\", \"arguments\": " + Arguments + "}";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["hermes"] = $"<tool_call>\n{Described}\n</tool_call>",
            ["hermes, closing tag missing"] = $"<tool_call>\n{Described}",
            ["hermes, Python's quotes"] = "<tool_call>\n{'name': 'exec', 'arguments': {'command': 'echo hi'}}\n</tool_call>",
            ["hermes, a bracket too many"] = $"<tool_call>\n{Described}}}\n</tool_call>",
            ["hermes, flattened"] = "<tool_call>\n{\"name\": \"exec\", \"command\": \"echo hi\"}\n</tool_call>",
            ["hermes, upper case"] = "<tool_call>\n{\"name\": \"Exec\", \"arguments\": " + Arguments + "}\n</tool_call>",
            ["hermes, functions."] = "<tool_call>\n{\"name\": \"functions.exec\", \"arguments\": " + Arguments + "}\n</tool_call>",
            ["tools tag"] = $"<tools>\n{Described}\n</tools>",
            ["qwen coder"] = "<tool_call>\n<function=exec>\n<parameter=command>\necho hi\n</parameter>\n</function>\n</tool_call>",
            ["qwen coder without wrapper"] = "<function=exec>\n<parameter=command>\necho hi\n</parameter>\n</function>",
            ["seed-oss"] = "<seed:tool_call>\n<function=exec>\n<parameter=command>echo hi</parameter>\n</function>\n</seed:tool_call>",
            ["minimax"] =
                "<minimax:tool_call>\n<invoke name=\"exec\">\n<parameter name=\"command\">echo hi</parameter>\n</invoke>\n</minimax:tool_call>",
            ["function calls"] =
                "<function_calls>\n<invoke name=\"exec\">\n<parameter name=\"command\">echo hi</parameter>\n</invoke>\n</function_calls>",
            ["glm"] = "<tool_call>exec\n<arg_key>command</arg_key>\n<arg_value>echo hi</arg_value>\n</tool_call>",
            ["hunyuan"] =
                "<tool_calls><tool_call>exec<tool_sep>\n<arg_key>command</arg_key>\n<arg_value>echo hi</arg_value>\n</tool_call></tool_calls>",
            ["deepseek v3"] =
                $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>exec\n```json\n{Arguments}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            ["deepseek v3.1"] =
                $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>exec<｜tool▁sep｜>{Arguments}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            ["deepseek v3.2"] =
                "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"exec\">\n<｜DSML｜parameter name=\"command\" string=\"true\">echo hi</｜DSML｜parameter>\n"
                + "</｜DSML｜invoke>\n</｜DSML｜function_calls>",
            ["kimi k2"] =
                "<|tool_calls_section_begin|><|tool_call_begin|>functions.exec:0<|tool_call_argument_begin|>"
                + Arguments
                + "<|tool_call_end|><|tool_calls_section_end|>",
            ["llama python tag"] = $"<|python_tag|>{{\"name\": \"exec\", \"parameters\": {Arguments}}}",
            ["llama python tag, pythonic"] = "<|python_tag|>exec(command=\"echo hi\")",
            ["llama bare"] = $"{{\"name\": \"exec\", \"parameters\": {Arguments}}}",
            ["llama pythonic list"] = "[exec(command=\"echo hi\")]",
            ["llama 4"] = "<|python_start|>[exec(command='echo hi')]<|python_end|>",
            ["mistral list"] = $"[TOOL_CALLS] [{Described}]",
            ["mistral list with id"] = "[TOOL_CALLS][{\"name\": \"exec\", \"arguments\": " + Arguments + ", \"id\": \"VvvODy9mT\"}]",
            ["mistral name"] = $"[TOOL_CALLS]exec{Arguments}",
            ["mistral args"] = $"[TOOL_CALLS]exec[ARGS]{Arguments}",
            ["mistral call id"] = $"[TOOL_CALLS]exec[CALL_ID]abc123def[ARGS]{Arguments}",
            ["gemma 3"] = "```tool_code\nexec(command=\"echo hi\")\n```",
            ["function gemma"] = "<start_function_call>call:exec{command:<escape>echo hi<escape>}<end_function_call>",
            ["gemma 4"] = "<|tool_call>call:exec{command:<|\"|>echo hi<|\"|>}<tool_call|>",
            ["phi functools"] = $"functools[{Described}]",
            ["phi pipes"] = $"<|tool_call|>[{Described}]<|/tool_call|>",
            ["granite"] = $"<|tool_call|>[{Described}]",
            ["lfm2 pythonic"] = "<|tool_call_start|>[exec(command=\"echo hi\")]<|tool_call_end|>",
            ["lfm2 json"] = $"<|tool_call_start|>[{Described}]<|tool_call_end|>",
            ["harmony"] = $"<|channel|>commentary to=functions.exec <|constrain|>json<|message|>{Arguments}<|call|>",
            ["harmony with a speaker"] =
                $"<|start|>assistant<|channel|>commentary to=functions.exec <|constrain|>json<|message|>{Arguments}<|call|>",
            ["harmony, recipient first"] =
                $"<|start|>assistant to=functions.exec<|channel|>commentary <|constrain|>json<|message|>{Arguments}<|call|>",
            ["command-r"] = $"Action: ```json\n[\n    {{\"tool_name\": \"exec\", \"parameters\": {Arguments}}}\n]\n```",
            ["command-r7b"] =
                $"<|START_ACTION|>[\n    {{\"tool_call_id\": \"0\", \"tool_name\": \"exec\", \"parameters\": {Arguments}}}\n]<|END_ACTION|>",
            ["nemotron"] = $"<TOOLCALL>[{Described}]</TOOLCALL>",
            ["internlm"] = $"<|action_start|><|plugin|>\n{{\"name\": \"exec\", \"parameters\": {Arguments}}}<|action_end|>",
            ["functionary"] = $">>>exec\n{Arguments}",
            ["olmo"] = "<function_calls>\n[exec(command=\"echo hi\")]\n</function_calls>",
            ["xlam"] = $"[{Described}]",
            ["apertus"] = $"<|tools_prefix|>[{{\"exec\": {Arguments}}}]<|tools_suffix|>",
            ["lm studio"] = $"[TOOL_REQUEST]{Described}[END_TOOL_REQUEST]",
            ["react"] = $"Action: exec\nAction Input: {Arguments}",
            ["function_call object"] = $"{{\"function_call\": {Described}}}",
            ["fence"] = $"```json\n{Described}\n```",

            // The same families in their other versions and with what servers and samplers leave of them
            ["hermes on one line"] = $"<tool_call>{Described}</tool_call>",
            ["hermes, arguments first"] = $"<tool_call>\n{{\"arguments\": {Arguments}, \"name\": \"exec\"}}\n</tool_call>",
            ["hermes, arguments as text"] =
                "<tool_call>\n{\"name\": \"exec\", \"arguments\": \"{\\\"command\\\":\\\"echo hi\\\"}\"}\n</tool_call>",
            ["hermes, a bracket missing"] = $"<tool_call>\n{{\"name\": \"exec\", \"arguments\": {Arguments}\n</tool_call>",
            ["hermes, wrapped"] = $"<tool_calls>\n<tool_call>\n{Described}\n</tool_call>\n</tool_calls>",
            ["hermes without underscore"] = $"<toolcall>{Described}</toolcall>",
            ["hermes in upper case with functions."] =
                $"<tool_call>\n{{\"name\": \"functions.Exec\", \"arguments\": {Arguments}}}\n</tool_call>",
            ["granite 20b"] = $"<function_call> {Described}",
            ["granite list"] = $"<tool_call>[{Described}]</tool_call>",
            ["qwen 2 agent"] = $"✿FUNCTION✿: exec\n✿ARGS✿: {Arguments}",
            ["qwen coder, nothing closed"] = "<tool_call>\n<function=exec>\n<parameter=command>\necho hi\n</parameter>",
            ["qwen coder, parameter not closed"] = "<tool_call>\n<function=exec>\n<parameter=command>\necho hi\n</function>\n</tool_call>",
            ["qwen coder in a fence"] =
                "```xml\n<tool_call>\n<function=exec>\n<parameter=command>\necho hi\n</parameter>\n</function>\n</tool_call>\n```",
            ["seed-oss on lines"] =
                "<seed:tool_call>\n<function=exec>\n<parameter=command>\necho hi\n</parameter>\n</function>\n</seed:tool_call>",
            ["glm 4"] = $"exec\n{Arguments}",
            ["glm 4.7"] = "<tool_call>exec<arg_key>command</arg_key><arg_value>echo hi</arg_value></tool_call>",
            ["glm, closing tag missing"] = "<tool_call>exec\n<arg_key>command</arg_key>\n<arg_value>echo hi</arg_value>\n",
            ["hunyuan a13b"] = $"<tool_calls>[{Described}]</tool_calls>",
            ["hunyuan 7b"] = $"<tool_calls><tool_call>function<tool_sep>exec\n```json\n{Arguments}\n```</tool_call></tool_calls>",
            ["hunyuan 7b on lines"] =
                $"<tool_calls><tool_call>function<tool_sep>exec\n```json\n{Arguments}\n```\n</tool_call></tool_calls>",
            ["jamba"] = $"<tool_calls>[\n{Described}\n]</tool_calls>",
            ["minimax m1"] = $"<tool_calls>\n{Described}\n</tool_calls>",
            ["minimax, closing tag missing"] =
                "<minimax:tool_call>\n<invoke name=\"exec\">\n<parameter name=\"command\">echo hi</parameter>\n</invoke>",
            ["deepseek v3, marks missing"] = $"<｜tool▁call▁begin｜>function<｜tool▁sep｜>exec\n```json\n{Arguments}\n```",
            ["deepseek r1 0528"] =
                $"<｜tool▁calls｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>exec\n```json\n{Arguments}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            ["deepseek v3.1, marks missing"] = $"<｜tool▁call▁begin｜>exec<｜tool▁sep｜>{Arguments}",
            ["deepseek v3.2, one word more"] =
                "<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"exec\">\n<｜DSML｜parameter name=\"command\" string=\"true\">echo hi</｜DSML｜parameter>\n"
                + "</｜DSML｜invoke>\n</｜DSML｜tool_calls>",
            ["kimi k2, no section"] = "<|tool_call_begin|>functions.exec:0<|tool_call_argument_begin|>" + Arguments + "<|tool_call_end|>",
            ["kimi k2, section of one"] =
                "<|tool_call_section_begin|><|tool_call_begin|>exec:0<|tool_call_argument_begin|>"
                + Arguments
                + "<|tool_call_end|><|tool_call_section_end|>",
            ["llama python tag, typed"] = $"<|python_tag|>{{\"type\": \"function\", \"name\": \"exec\", \"parameters\": {Arguments}}}",
            ["llama python tag, method"] = "<|python_tag|>exec.call(command=\"echo hi\")",
            ["llama python tag, surplus"] = $"<|python_tag|>{{\"name\": \"exec\", \"parameters\": {Arguments}}}}}",
            ["llama function tag"] = $"<function=exec>{Arguments}</function>",
            ["llama function tag, not closed"] = $"<function=exec>{Arguments}",
            ["llama 4 without a list"] = "<|python_start|>exec(command=\"echo hi\")<|python_end|>",
            ["llama 4 json"] = $"<|python_start|>{{\"name\": \"exec\", \"parameters\": {Arguments}}}<|python_end|>",
            ["llama pythonic list, a comma too many"] = "[exec(command=\"echo hi\",)]",
            ["llama bare, typed"] = $"{{\"type\": \"function\", \"function\": {{\"name\": \"exec\", \"parameters\": {Arguments}}}}}",
            ["llama bare, surplus"] = $"{{\"name\": \"exec\", \"parameters\": {Arguments}}}}}",
            ["llama bare, Python's quotes"] = "{'name': 'exec', 'parameters': {'command': 'echo hi'}}",
            ["mistral list on its line"] = $"[TOOL_CALLS]\n[{Described}]",
            ["mistral args, behind a space"] = $"[TOOL_CALLS] exec[ARGS]{Arguments}",
            ["mistral, surplus"] = $"[TOOL_CALLS]exec[ARGS]{Arguments}}}",
            ["gemma 3, printed"] = "```tool_code\nprint(exec(command=\"echo hi\"))\n```",
            ["gemma 3, default_api"] = "```tool_code\nprint(default_api.exec(command='echo hi'))\n```",
            ["gemma 3, a tag"] = "<tool_code>\nexec(command=\"echo hi\")\n</tool_code>",
            ["gemma 3, json"] = $"```json\n[\n{{\"name\": \"exec\", \"parameters\": {Arguments}}}\n]\n```",
            ["function gemma, not closed"] = "<start_function_call>call:exec{command:<escape>echo hi<escape>}",
            ["gemma 4, not closed"] = "<|tool_call>call:exec{command:<|\"|>echo hi<|\"|>}",
            ["phi functools, typed"] = $"functools[{{\"type\": \"function\", \"function\": {Described}}}]",
            ["phi pipes, not closed"] = $"<|tool_call|>[{Described}]",
            ["lfm2 without a list"] = "<|tool_call_start|>exec(command=\"echo hi\")<|tool_call_end|>",
            ["harmony, no constraint"] = $"<|channel|>commentary to=functions.exec<|message|>{Arguments}<|call|>",
            ["harmony, json without its mark"] = $"<|channel|>commentary to=functions.exec json<|message|>{Arguments}<|call|>",
            ["harmony, code"] = $"<|channel|>commentary to=functions.exec code<|message|>{Arguments}<|call|>",
            ["harmony in analysis"] = $"<|channel|>analysis to=functions.exec <|constrain|>json<|message|>{Arguments}<|call|>",
            ["harmony, speaker in the prompt"] = $" to=functions.exec<|channel|>commentary <|constrain|>json<|message|>{Arguments}<|call|>",
            ["harmony, call not ended"] = $"<|channel|>commentary to=functions.exec <|constrain|>json<|message|>{Arguments}",
            ["command-r, not closed"] = $"Action: ```json\n[{{\"tool_name\": \"exec\", \"parameters\": {Arguments}}}]\n",
            ["nemotron on lines"] = $"<TOOLCALL>\n[\n{Described}\n]\n</TOOLCALL>",
            ["internlm, a space"] = $"<|action_start|> <|plugin|>\n{{\"name\": \"exec\", \"parameters\": {Arguments}}}\n<|action_end|>",
            ["functionary v2"] = $"<|recipient|>exec\n<|content|>{Arguments}",
            ["functionary v3, mark in the prompt"] = $"exec\n{Arguments}\n",
            ["olmo lines"] = "<function_calls>\nexec(command=\"echo hi\")\n</function_calls>",
            ["xlam 1"] = $"{{\"thought\": \"I run it.\", \"tool_calls\": [{Described}]}}",
            ["apertus without brackets"] = $"<|tools_prefix|>{{\"exec\": {Arguments}}}<|tools_suffix|>",
            ["lm studio on lines"] = $"[TOOL_REQUEST]\n{Described}\n[END_TOOL_REQUEST]",
            ["langchain"] = $"```json\n{{\"action\": \"exec\", \"action_input\": {Arguments}}}\n```",
            ["claude's content block"] = $"{{\"type\": \"tool_use\", \"id\": \"t1\", \"name\": \"exec\", \"input\": {Arguments}}}",
        };
}
