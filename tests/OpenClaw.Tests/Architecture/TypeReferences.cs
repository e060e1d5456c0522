using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OpenClaw.Tests.Architecture;

/// <summary>One type of an assembly that mentions another of the same assembly, in a signature or in the body of a method. Names are those
/// of the outermost types.</summary>
internal sealed record TypeReference(string From, string To);

/// <summary>
/// Reads from a built assembly which of its types mention which. The compiled form is the truth: aliases, <c>var</c> and extension methods
/// hide nothing. What it cannot see are constants and enum values, which the compiler copies.
/// </summary>
internal sealed class TypeReferences
{
    private static readonly Dictionary<ushort, OpCode> s_opcodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly Collector _collector = new();
    private readonly HashSet<TypeReference> _found = [];

    private TypeReferences(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
    }

    public static IReadOnlyCollection<TypeReference> Read(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        var reading = new TypeReferences(image);
        foreach (var handle in reading._metadata.TypeDefinitions)
        {
            reading.ReadType(handle);
        }
        return reading._found;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Add(_metadata.GetInterfaceImplementation(implemented).Interface);
        }
        foreach (var field in type.GetFields())
        {
            _metadata.GetFieldDefinition(field).DecodeSignature(_collector, null);
        }
        foreach (var attribute in type.GetCustomAttributes())
        {
            Add(_metadata.GetCustomAttribute(attribute).Constructor);
        }
        foreach (var parameter in type.GetGenericParameters().Select(_metadata.GetGenericParameter))
        {
            foreach (var constraint in parameter.GetConstraints())
            {
                Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            method.DecodeSignature(_collector, null);
            if (method.RelativeVirtualAddress != 0)
            {
                ReadBody(_image.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        var from = Outermost(handle);
        foreach (var seen in _collector.Seen)
        {
            if (Outermost(seen) is var to && to != from)
            {
                _found.Add(new TypeReference(from, to));
            }
        }

        _collector.Seen.Clear();
    }

    private void ReadBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_collector, null);
        }
        foreach (var region in body.ExceptionRegions)
        {
            Add(region.CatchType);
        }
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            ushort value = il.ReadByte();
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | il.ReadByte());
            }
            switch (s_opcodes[value].OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineNone:
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    private void Add(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _collector.Seen.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_collector, null);
                break;
            case HandleKind.FieldDefinition:
                Add(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Add(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Add(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method)
                {
                    member.DecodeMethodSignature(_collector, null);
                }
                break;
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(_collector, null);
                break;
        }
    }

    private string Outermost(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.IsNested)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }
        return $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }

    /// <summary>Walks signatures for their side effect: the types of this assembly that they name.</summary>
    private sealed class Collector : ISignatureTypeProvider<bool, object?>
    {
        public HashSet<TypeDefinitionHandle> Seen { get; } = [];

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Seen.Add(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, context);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

        public bool GetSZArrayType(bool elementType) => false;

        public bool GetArrayType(bool elementType, ArrayShape shape) => false;

        public bool GetByReferenceType(bool elementType) => false;

        public bool GetPointerType(bool elementType) => false;

        public bool GetPinnedType(bool elementType) => false;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

        public bool GetGenericMethodParameter(object? context, int index) => false;

        public bool GetGenericTypeParameter(object? context, int index) => false;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;
    }
}
