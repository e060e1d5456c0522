using OpenClaw.Models.ToolCalls;

namespace OpenClaw.Tests.Models;

public class ToolSchemaTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "command":{"type":"string"},
          "timeout":{"type":"integer","minimum":1,"maximum":600},
          "rate":{"type":"number"},
          "background":{"type":"boolean"},
          "mode":{"type":"string","enum":["fast","slow"]},
          "args":{"type":"array","items":{"type":"string"}},
          "edit":{"type":"object","properties":{"line":{"type":"integer"}},"required":["line"]},
          "note":{"type":["string","null"]}
        },"required":["command"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("""{"command":"ls"}""", """{"command":"ls"}""")]
    [InlineData("""{ "command": "ls" }""", """{ "command": "ls" }""")]
    [InlineData("""{"command":"ls","timeout":"5"}""", """{"command":"ls","timeout":5}""")]
    [InlineData("""{"command":"ls","timeout":5.0}""", """{"command":"ls","timeout":5}""")]
    [InlineData("""{"command":"ls","rate":"0.5"}""", """{"command":"ls","rate":0.5}""")]
    [InlineData("""{"command":"ls","background":"true"}""", """{"command":"ls","background":true}""")]
    [InlineData("""{"command":5}""", """{"command":"5"}""")]
    [InlineData("""{"command":"ls","args":"-l"}""", """{"command":"ls","args":["-l"]}""")]
    [InlineData("""{"command":"ls","args":"[\"-l\",\"-a\"]"}""", """{"command":"ls","args":["-l","-a"]}""")]
    [InlineData("""{"command":"ls","args":[1]}""", """{"command":"ls","args":["1"]}""")]
    [InlineData("""{"command":"ls","edit":"{\"line\":\"3\"}"}""", """{"command":"ls","edit":{"line":3}}""")]
    [InlineData("""{"command":"ls","timeout":null}""", """{"command":"ls"}""")]
    [InlineData("""{"command":"ls","note":null}""", """{"command":"ls","note":null}""")]
    [InlineData(""" "{\"command\":\"ls\"}" """, """{"command":"ls"}""")]
    [InlineData("""{"command":"žluť"}""", """{"command":"žluť"}""")]
    public void Check_FitsOrCanBeBent_GivesArguments(string arguments, string expected)
    {
        var result = ToolSchema.Check(Schema, arguments);
        Assert.Null(result.Complaint);
        Assert.Equal(expected, result.Arguments);
    }

    [Theory]
    [InlineData("{}", "argument \"command\" is missing")]
    [InlineData("", "argument \"command\" is missing")]
    [InlineData("""{"command":["ls"]}""", "argument \"command\" must be a string, not [\"ls\"]")]
    [InlineData("""{"command":"ls","timeout":"soon"}""", "argument \"timeout\" must be a whole number, not \"soon\"")]
    [InlineData("""{"command":"ls","timeout":1.5}""", "must be a whole number, not 1.5")]
    [InlineData("""{"command":"ls","timeout":0}""", "must be at least 1, not 0")]
    [InlineData("""{"command":"ls","timeout":601}""", "must be at most 600, not 601")]
    [InlineData("""{"command":"ls","mode":"medium"}""", "must be one of \"fast\", \"slow\", not \"medium\"")]
    [InlineData("""{"cmd":"ls"}""", "there is no argument \"cmd\"; the arguments are command, timeout")]
    [InlineData("""{"command":"ls","edit":{}}""", "argument \"edit.line\" is missing")]
    [InlineData("""{"command":null}""", "argument \"command\" must be a string, not null")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{\"command\":", "not a JSON object")]
    [InlineData("5", "not a JSON object")]
    [InlineData("""{"command":"a","command":"b"}""", "not a JSON object")]
    public void Check_DoesNotFit_ComplainsInWordsTheModelCanActOn(string arguments, string complaint) =>
        Assert.Contains(complaint, ToolSchema.Check(Schema, arguments).Complaint);

    [Fact]
    public void Check_EmptyArgumentsForAToolWithoutAny_Fit() =>
        Assert.Equal("{}", ToolSchema.Check("""{"type":"object","properties":{}}""", "").Arguments);
}
