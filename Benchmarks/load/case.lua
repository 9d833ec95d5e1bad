-- Case pages: every request opens a case chosen at random from the references file.
local common = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "common.lua")

common.run(function(settings, thread)
    local all = common.references(settings, thread, false)
    return function() return all[math.random(#all)] end
end)
