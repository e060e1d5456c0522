using OpenClaw.Packaging;

// What of a release is made from the program itself: ./build.sh release calls it, on the machine that builds.
return args switch
{
    ["man", var folder, var version, var date] => ManPages.Write(folder, version, date),
    ["completion", var folder] => await Completions.WriteAsync(folder),
    ["bom", var assets, var map, var system, var version, var output] => BillOfMaterials.Write(assets, map, system, version, output),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        man FOLDER VERSION DATE                     a page for each command, and one for the configuration
        completion FOLDER                           scripts for bash, zsh and fish
        bom ASSETS MAP SYSTEM VERSION OUTPUT        a CycloneDX bill of materials, from the restore graph, the linker's map and what the
                                                    system's archives are (lines of NAME VERSION)
        """
    );
    return 64;
}
