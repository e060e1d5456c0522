using System.Reflection;
using System.Reflection.Emit;

namespace OpenClaw.Tests.Architecture;

/// <summary>Which getters of an assembly its own methods call, read from their compiled bodies.</summary>
internal static class PropertyReads
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> s_opcodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => (ushort)code.Value);

    /// <param name="counts">The types whose methods count.</param>
    public static HashSet<MethodBase> Of(Assembly assembly, Func<Type, bool> counts)
    {
        var called = new HashSet<MethodBase>();
        foreach (var type in assembly.GetTypes().Where(counts))
        {
            foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            {
                if (method.GetMethodBody()?.GetILAsByteArray() is { } body)
                {
                    Read(body, method, called);
                }
            }
        }

        return called;
    }

    private static void Read(byte[] body, MethodBase method, HashSet<MethodBase> called)
    {
        for (var at = 0; at < body.Length; )
        {
            ushort value = body[at++];
            if (value == 0xfe)
            {
                value = (ushort)(0xfe00 | body[at++]);
            }
            var code = s_opcodes[value];
            if (code.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(body, at)) is { } target)
            {
                called.Add(target);
            }
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMethod(token, ofType, ofMethod);
    }
}
